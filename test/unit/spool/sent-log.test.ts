import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { spoolLayout, type SpoolLayout } from '../../../src/spool/layout.ts';
import { openSentLog, readSentLog, type SentRequest } from '../../../src/spool/sent-log.ts';
import { giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { failing } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { makeRecord } from '../support/spools.ts';

const BOUND = 256 * 1024;

function request(at: number, changes: Partial<SentRequest> = {}): SentRequest {
  const records = changes.records ?? [makeRecord(at)];
  const what = { at, since: at, attempts: 1, result: 'delivered', why: '', spans: 1 } as const;
  return { ...what, carried: records.length, records, ...changes };
}

const kept = (at: number, why = 'ECONNREFUSED'): SentRequest =>
  request(at, { result: 'kept', why, records: [], carried: 1 });

describe('the log of what was sent', () => {
  const folder = useFolder();
  let layout: SpoolLayout;
  let claim: string;

  beforeEach(() => {
    layout = spoolLayout(folder.at('spool'));
    claim = join(layout.dir, 'claim-1');
    mkdirSync(claim, { recursive: true });
  });

  const add = (...requests: readonly SentRequest[]): void => {
    for (const one of requests) openSentLog(layout).add(one, claim);
  };
  const size = (): number => statSync(layout.logFile).size;

  it('gives back what was added, byte for byte, oldest first', () => {
    const requests = [
      request(1, { records: [makeRecord(1), makeRecord(2, 3)], spans: 4 }),
      request(2, { result: 'refused', why: 'HTTP 403' }),
      kept(3),
      request(4, { why: '2 rejected by the collector' }),
    ];
    add(...requests);
    expect(readSentLog(layout)).to.deep.equal(requests);
    expect(readdirSync(claim), 'nothing is left beside it').to.deep.equal([]);
  });

  it('is the same whether one sender writes it or many', () => {
    const requests = [request(1), kept(2), kept(3), request(4)];
    add(...requests);
    const many = readFileSync(layout.logFile, 'utf8');
    rmSync(layout.logFile);
    const log = openSentLog(layout);
    for (const one of requests) log.add(one, claim);
    expect(readFileSync(layout.logFile, 'utf8')).to.equal(many);
  });

  it('makes one entry of all attempts in a row that were kept', () => {
    const attempts = Array.from({ length: 500 }, (_, index) =>
      kept(10 + index, index === 499 ? 'HTTP 503' : 'x'),
    );
    add(request(1), ...attempts, request(1000), kept(1001));
    expect(readSentLog(layout)).to.deep.equal([
      request(1),
      { ...kept(509, 'HTTP 503'), attempts: 500, since: 10 },
      request(1000),
      kept(1001),
    ]);
  });

  itOnPosix('is for the user’s eyes only', () => {
    add(request(1));
    expect(statSync(layout.logFile).mode & 0o777).to.equal(0o600);
  });

  it('never grows beyond its bound, and keeps the newest records', () => {
    const sizes = fc.array(fc.array(fc.nat(60_000), { maxLength: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sizes, (requests) => {
        rmSync(layout.logFile, { force: true });
        let count = 0;
        const all: string[] = [];
        const log = openSentLog(layout);
        for (const lengths of requests) {
          const records = lengths.map((length) => `{"n":${(count += 1)},"x":"${'é'.repeat(length / 2)}"}`);
          all.push(...records);
          log.add(request(count, { records }), claim);
        }
        expect(size()).to.be.at.most(BOUND);
        const found = readSentLog(layout);
        expect(found.length).to.equal(Math.min(100, requests.length));
        const left = found.flatMap(({ records }) => records);
        expect(left).to.deep.equal(all.slice(all.length - left.length));
        const next = all.at(-left.length - 1);
        if (next !== undefined) expect(size() + Buffer.byteLength(next) + 1).to.be.above(BOUND);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps of one request that is larger than the bound the newest records', () => {
    const records = Array.from({ length: 512 }, (_, index) => `{"n":${index},"x":"${'x'.repeat(1000)}"}`);
    add(request(1), request(2, { records, spans: 512 }));
    const [first, second] = readSentLog(layout);
    expect(first).to.include({ at: 1, carried: 1 }).and.have.property('records').that.is.empty;
    expect(second).to.include({ spans: 512, carried: 512 });
    const left = second?.records ?? [];
    expect(left.length).to.be.within(200, 300);
    expect(left).to.deep.equal(records.slice(-left.length));
    expect(size()).to.be.at.most(BOUND);
  });

  it('remembers no more than a hundred requests', () => {
    const log = openSentLog(layout);
    for (let at = 1; at <= 150; at += 1) log.add(request(at), claim);
    const found = readSentLog(layout);
    expect([found.length, found[0]?.at, found.at(-1)?.at]).to.deep.equal([100, 51, 150]);
  });

  const corrupt: readonly (readonly [title: string, change: (text: string) => string])[] = [
    ['is empty', () => ''],
    ['is cut off', (text) => text.slice(0, -5)],
    ['lacks its last line', (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)],
    ['is no JSON', (text) => text.replace('{', '[')],
    ['has a result that there is not', (text) => text.replace('delivered', 'eaten')],
    ['has a time that there is not', (text) => text.replace('"at":1', '"at":9000000000000000')],
    ['has more in a head', (text) => text.replace('{', '{"by":"mallory",')],
    ['has a reason that is no code', (text) => text.replace('"why":""', String.raw`"why":"\u001b[2J"`)],
    ['has a record that is none', (text) => text.replace(makeRecord(1), 'nonsense')],
    ['has fewer records than it says', (text) => text.replace('"records":1', '"records":2')],
    ['is longer than its bound', (text) => text + text.repeat(BOUND / text.length)],
  ];
  for (const [title, change] of corrupt) {
    it(`is ignored, and begun anew, when it ${title}`, () => {
      add(request(1));
      writeFileSync(layout.logFile, change(readFileSync(layout.logFile, 'utf8')));
      expect(readSentLog(layout)).to.deep.equal([]);
      add(request(2));
      expect(readSentLog(layout)).to.deep.equal([request(2)]);
    });
  }

  itOnPosix('is ignored when it is a link, and not written through it', () => {
    add(request(1));
    const victim = folder.write('victim', readFileSync(layout.logFile, 'utf8'));
    rmSync(layout.logFile);
    symlinkSync(victim, layout.logFile);
    expect(readSentLog(layout)).to.deep.equal([]);
    const before = readFileSync(victim, 'utf8');
    add(request(2));
    expect(readFileSync(victim, 'utf8')).to.equal(before);
    expect(readSentLog(layout)).to.deep.equal([request(2)]);
  });

  itWithStranger('is ignored when it is another account’s', () => {
    add(request(1));
    giveAway(layout.logFile);
    expect(readSentLog(layout)).to.deep.equal([]);
  });

  it('is not there where nothing was sent', () => {
    expect(readSentLog(layout)).to.deep.equal([]);
  });

  it('does not come back when its spool was deleted', () => {
    const log = openSentLog(layout);
    log.add(request(1), claim);
    rmSync(layout.dir, { recursive: true });
    log.add(request(2), claim);
    expect(existsSync(layout.dir)).to.equal(false);
  });

  it('does not come back when its spool was deleted and begun anew', () => {
    const log = openSentLog(layout);
    log.add(request(1), claim);
    rmSync(layout.dir, { recursive: true });
    mkdirSync(join(layout.dir, 'claim-2'), { recursive: true });
    log.add(request(2), claim);
    expect(readdirSync(layout.dir)).to.deep.equal(['claim-2']);
  });

  for (const [what, name] of [
    ['the disk is full', 'writeFileSync'],
    ['it cannot be moved', 'renameSync'],
  ] as const) {
    it(`is done without, and leaves nothing behind, when ${what}`, () => {
      failing(name, 'ENOSPC', () => add(request(1)));
      expect(readdirSync(layout.dir, { recursive: true })).to.deep.equal(['claim-1']);
    });
  }

  it('is done without when a folder is in its place', () => {
    mkdirSync(join(layout.logFile, 'folder'), { recursive: true });
    add(request(1));
    expect(readdirSync(layout.dir, { recursive: true })).to.have.members([
      'claim-1',
      'sent.jsonl',
      join('sent.jsonl', 'folder'),
    ]);
  });

  it('heals what a sender that was killed has left in the claim', () => {
    folder.write('spool/claim-1/sent.tmp', 'half');
    add(request(1));
    expect(readdirSync(claim)).to.deep.equal([]);
    expect(readSentLog(layout)).to.deep.equal([request(1)]);
  });
});
