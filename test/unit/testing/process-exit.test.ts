import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { runToItsEnd, type WorkEnd } from '../../../src/testing/process-exit.ts';

async function endOf(work: () => unknown): Promise<WorkEnd | undefined> {
  let end: WorkEnd | undefined;
  await runToItsEnd(work, (ended) => (end ??= ended));
  return end;
}

describe('runToItsEnd', () => {
  // oxlint-disable typescript/unbound-method -- compared only
  const { exit } = process;

  beforeEach(() => {
    process.exitCode = undefined;
  });

  afterEach(() => {
    expect(process.exit).to.equal(exit);
    process.exitCode = undefined;
  });

  const error = new Error('thrown');
  const cases: readonly (readonly [title: string, work: () => unknown, end: WorkEnd])[] = [
    ['work that returns', () => 17, { exitCode: 0 }],
    ['work that resolves', () => delay(1), { exitCode: 0 }],
    ['process.exit', () => process.exit(3), { exitCode: 3 }],
    ['process.exit without a code', () => process.exit(), { exitCode: 0 }],
    ['process.exit with a code in words', () => process.exit('4'), { exitCode: 4 }],
    ['process.exit later', () => delay(1).then(() => process.exit(5)), { exitCode: 5 }],
    ['process.exitCode', () => void (process.exitCode = 6), { exitCode: 6 }],
    ['process.exit after process.exitCode', () => exitAfter(7), { exitCode: 7 }],
    ['an error', () => Promise.reject(error), { exitCode: 1, uncaught: { error } }],
    [
      'an error that is nothing',
      () => Promise.reject(undefined),
      { exitCode: 1, uncaught: { error: undefined } },
    ],
    ['an error after process.exitCode', () => throwAfter(error), { exitCode: 1, uncaught: { error } }],
    ['process.exit that somebody catches', () => caught(), { exitCode: 8 }],
    ['process.exit in what never settles', () => never(), { exitCode: 9 }],
  ];
  for (const [title, work, end] of cases) {
    it(`tells of ${title}, and leaves no trace of it`, async () => {
      expect(await endOf(work)).to.deep.equal(end);
      expect(process.exitCode).to.equal(undefined);
    });
  }

  it('gives the exit code of the tests back', async () => {
    process.exitCode = 2;
    expect(await endOf(() => undefined)).to.deep.equal({ exitCode: 0 });
    expect(process.exitCode).to.equal(2);
  });

  it('runs nothing that stands behind process.exit', async () => {
    const ran: string[] = [];
    await endOf(() => {
      ran.push('before');
      process.exit(0);
      ran.push('behind');
    });
    expect(ran).to.deep.equal(['before']);
  });

  it('leaves process.exit of the tests themselves alone', async () => {
    const called: unknown[] = [];
    process.exit = ((code: number) => called.push(code)) as unknown as typeof process.exit;
    const own = process.exit.bind(process);
    let release = (): void => undefined;
    const work = endOf(() => new Promise<void>((resolve) => (release = resolve)));
    (process.exit as (code: number) => void)(11);
    release();
    expect(await work).to.deep.equal({ exitCode: 0 });
    expect(called).to.deep.equal([11]);
    own(12);
    expect(called).to.deep.equal([11, 12]);
    process.exit = exit;
  });

  it('keeps another process.exit that somebody has put there meanwhile', async () => {
    const other = (): never => {
      throw new Error('stubbed');
    };
    await endOf(() => {
      process.exit = other;
    });
    expect(process.exit).to.equal(other);
    process.exit = exit;
  });

  it('tells commands apart that run at once', async () => {
    const ends = await Promise.all(
      [3, 1, 2].map((ms) => endOf(() => delay(ms).then(() => process.exit(20 + ms)))),
    );
    expect(ends.map((end) => end?.exitCode)).to.deep.equal([23, 21, 22]);
  });

  it('tells commands apart where one runs another', async () => {
    let inner: WorkEnd | undefined;
    const outer = await endOf(async () => {
      inner = await endOf(() => process.exit(30));
      process.exit(31);
    });
    expect([inner?.exitCode, outer?.exitCode]).to.deep.equal([30, 31]);
  });

  it('does not guess whose process.exitCode it is', async () => {
    const results = await Promise.allSettled([
      endOf(() => delay(4)),
      endOf(() => delay(2).then(() => void (process.exitCode = 5))),
    ]);
    for (const result of results) {
      expect(result.status).to.equal('rejected');
      expect(String((result as PromiseRejectedResult).reason)).to.include('one after the other');
    }
    expect(process.exitCode).to.equal(undefined);
    expect(await endOf(() => void (process.exitCode = 5))).to.deep.equal({ exitCode: 5 });
  });
});

function exitAfter(code: number): never {
  process.exitCode = code;
  return process.exit();
}

function throwAfter(error: Error): never {
  process.exitCode = 5;
  throw error;
}

/** As hosts do that print every error in one line. */
function caught(): void {
  try {
    process.exit(8);
  } catch {
    process.exit(1);
  }
}

function never(): Promise<void> {
  return new Promise(() => {
    try {
      process.exit(9);
    } catch {
      // Swallowed.
    }
  });
}
