import { expect } from 'chai';
import type { Attributes } from '../../src/collector/spans.ts';
import { makeHome } from '../support/home.ts';
import { record } from '../support/record.ts';
import { NOWHERE, runAlike, YES } from '../support/run-host.ts';
import { readJournals, readSpool } from '../support/spool.ts';

const SUCCESS = { 'cli.command': '(unknown)', 'cli.outcome': 'success', 'process.exit.code': 0 };

function failure(exitCode: number, errorType = '_OTHER'): Attributes {
  return {
    'cli.command': '(unknown)',
    'cli.outcome': 'failure',
    'process.exit.code': exitCode,
    'error.type': errorType,
  };
}

function crash(errorType: string): Attributes {
  return { ...failure(1, errorType), 'cli.outcome': 'crashed' };
}

function cancelled(exitCode: number, signal: string): Attributes {
  return {
    'cli.command': 'deploy',
    'cli.outcome': 'cancelled',
    'process.exit.code': exitCode,
    'error.type': signal,
    'cli.signal': signal,
  };
}

/** A program and its arguments, the exit code it has without us, and what is to be recorded. */
type Row = readonly [program: string, attributes: Attributes];

const ROWS: readonly Row[] = [
  ['ends.js', SUCCESS],
  ['ends.cjs', SUCCESS],
  ['exits.js 0', SUCCESS],
  ['exits.js 3', failure(3)],
  ['exits.js -1', failure(255)],
  ['exits.js 256', SUCCESS],
  ['exits-in-a-timer.js 0', SUCCESS],
  ['exits-in-a-timer.js 3', failure(3)],
  ['exits-in-a-promise.js 0', SUCCESS],
  ['exits-in-a-promise.js 3', failure(3)],
  ['sets-exit-code.js', failure(4)],
  ['sets-exit-code-at-exit.js', { ...failure(5), 'cli.command': 'deploy' }],
  ['throws.js', crash('TypeError')],
  ['throws.cjs', crash('TypeError')],
  ['throws-in-a-timer.js', crash('RangeError')],
  ['throws-a-text.js', crash('_OTHER')],
  ['throws-a-declared-error.js', crash('QuotaExceeded')],
  ['throws-an-undeclared-error.js', crash('_OTHER')],
  ['throws-a-system-error.js', crash('ENOENT')],
  ['throws-a-hostile-error.js', crash('_OTHER')],
  ['throws-a-list-that-throws.js', SUCCESS],
  ['rejects.js', crash('SyntaxError')],
  ['rejects-with-a-text.js', crash('ERR_UNHANDLED_REJECTION')],
  ['rejects-with-nothing.js', crash('_OTHER')],
  ['crashes-while-loading.js', crash('ReferenceError')],
  ['never-settles.js', failure(13)],
  ['handles-uncaught.js 0', SUCCESS],
  ['handles-uncaught.js 0 rejection', SUCCESS],
  ['handles-uncaught.js 5', failure(5, 'TypeError')],
  ['handles-uncaught.js 5 rejection', failure(5, 'TypeError')],
  ['handles-a-rejection.js', SUCCESS],
  ['handles-errors-in-a-domain.js', SUCCESS],
  ['extends-prototypes.js', { ...SUCCESS, 'cli.command': 'deploy' }],
  ['handles-a-signal.js SIGINT 130', cancelled(130, 'SIGINT')],
  ['handles-a-signal.js SIGTERM 143', cancelled(143, 'SIGTERM')],
  ['handles-a-signal.js SIGTERM 0', { ...SUCCESS, 'cli.command': 'deploy' }],
  ['has-unref-handles.js', SUCCESS],
  ['looks-at-itself.js', SUCCESS],
  ['reads-its-input.js', SUCCESS],
  ['writes-much.js', failure(2)],
  ['closes-stderr.js', failure(6)],
];

describe('a command that ends', () => {
  for (const [program, expected] of ROWS) {
    it(`looks the same and is recorded: ${program}`, async () => {
      const [fixture = '', ...args] = program.split(' ');
      const { attributes } = await record(fixture, { args });
      expect(attributes).to.deep.equal(expected);
    });
  }

  for (const args of [['3'], ['3', 'named'], ['0', 'named']]) {
    // Whoever calls `process.exit` in an exit listener silences those behind it: ours may have been there before, or
    // never be called. Which code is recorded is therefore not looked at, but nothing is lost.
    it(`looks the same and is accounted for: exits-in-an-exit-listener.js ${args.join(' ')}`, async () => {
      const home = makeHome();
      home.holdSender(NOWHERE);
      const { exitCode } = await runAlike(home, 'exits-in-an-exit-listener.js', { args, env: YES });
      expect(exitCode).to.equal(Number(args[0]));
      expect(readSpool(home).length + readJournals(home).length).to.equal(1);
      await home.remove();
    });
  }

  for (const [args, errorType, dependency] of [
    [['connect', '/nonexistent/docker.sock'], 'ENOENT', 'docker'],
    [['connect', '/nonexistent/podman/podman.sock'], 'ENOENT', 'podman'],
    [['connect', '/nonexistent/.s.PGSQL.5432'], 'ENOENT', 'postgresql'],
    [['connect', '1'], 'ECONNREFUSED', 'network'],
    [['spawn', 'kubectl'], 'ENOENT', 'kubernetes'],
    [['spawn', '/nonexistent/git'], 'ENOENT', 'git'],
    [['spawn', 'alice-tool'], 'ENOENT', undefined],
  ] as const) {
    it(`says what it needed: needs-a-service.js ${args.join(' ')}`, async () => {
      const { attributes } = await record('needs-a-service.js', { args, env: { PATH: '/nonexistent' } });
      const expected = dependency === undefined ? {} : { 'cli.failure.dependency': dependency };
      expect(attributes).to.deep.equal({ ...crash(errorType), ...expected });
    });
  }

  for (const flags of [
    '--throw-deprecation --pending-deprecation',
    '--disallow-code-generation-from-strings',
  ]) {
    it(`looks the same and is recorded: NODE_OPTIONS=${flags}`, async () => {
      const { attributes } = await record('does-everything.js', { env: { NODE_OPTIONS: flags } });
      expect(attributes).to.deep.include({ 'cli.command': 'deploy', 'error.type': 'ENOENT' });
    });
  }

  it('looks the same where it may write no file and start no process', async () => {
    const home = makeHome();
    const env = { ...YES, NODE_OPTIONS: '--permission --allow-fs-read=*' };
    const { exitCode } = await runAlike(home, 'does-everything.js', { env });
    expect(exitCode).to.equal(3);
    expect(home.tree()).to.deep.equal([]);
    await home.remove();
  });

  it('takes the time of its process', async () => {
    const before = BigInt(Date.now()) * 1_000_000n;
    const { span } = await record('exits-in-a-timer.js', { args: ['0'] });
    const [start, end] = [BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)];
    expect(start >= before - 50_000_000n, 'starts with the process').to.equal(true);
    expect(end - start > 5_000_000n, 'takes longer than its timer').to.equal(true);
    expect(end <= BigInt(Date.now() + 50) * 1_000_000n, 'has ended').to.equal(true);
  });

  it('is one internal span without parent, event or link', async () => {
    const { spans, span } = await record('ends.js');
    expect(spans.length).to.equal(1);
    expect(span.name).to.equal('acme (unknown)');
    expect(span.kind).to.equal(1);
    expect(span.scope.name).to.equal('commandspan');
  });
});
