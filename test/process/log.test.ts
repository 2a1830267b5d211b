import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { startReceiver, status, type Receiver } from '../support/receivers.ts';
import {
  fixturePath,
  NOWHERE,
  runHost,
  startProgram,
  YES,
  type HostOptions,
  type HostResult,
} from '../support/run-host.ts';
import { readRecords } from '../support/spool.ts';
import { runOnTerminal, whyNoTerminal } from '../support/terminal.ts';
import { skipUnless } from '../support/skip.ts';
import { waitFor } from '../support/wait-for.ts';

/** Longer than `disable` waits for a sender. */
const LATE_MS = 3500;

describe('what is sent can be looked at', () => {
  let home: Home;
  let receiver: Receiver;
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    home = makeHome();
    answer = status(200);
    receiver = await startReceiver((response) => answer(response));
  });

  afterEach(async () => {
    await receiver.close();
    await home.remove();
  });

  function acme(typed: string, options: HostOptions = {}): Promise<HostResult> {
    return runHost(home, 'has-verbs.js', { endpoint: receiver.url, ...options, args: typed.split(' ') });
  }

  async function send(typed: string): Promise<void> {
    home.makeDue(receiver.url);
    await acme(typed, { env: YES });
    await home.quiet();
  }

  const logFile = (): string => home.spool(receiver.url).logFile;
  const url = (): string => `${receiver.url}/v1/traces`;

  it('prints in the log the bytes that the collector got', async () => {
    await send('build');
    await send('exit 3');
    const { stdout, stderr, exitCode } = await acme('telemetry log');
    expect(exitCode).to.equal(0);
    expect(receiver.bodies.length).to.equal(2);
    expect(stdout).to.equal(receiver.bodies.map((body) => `${body}\n`).join(''));
    const time = String.raw`20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
    expect(stderr).to.match(new RegExp(`^(${time} delivered: 1 span of 1 command, POST ${url()}\n){2}$`));
    expect(statSync(logFile()).mode & 0o777).to.equal(0o600);
  });

  it('prints with inspect the bytes that the collector gets then, and nothing in the log before', async () => {
    answer = status(503);
    await send('build');
    const waiting = await acme('telemetry inspect');
    const before = await acme('telemetry log');
    expect(waiting.stdout).to.equal(`${receiver.bodies[0]}\n`);
    expect(before.stdout).to.equal('');
    expect(before.stderr).to.match(/^\S+ kept for later \(HTTP 503\): 1 span of 1 command, POST \S+\n$/);
    await send('build');
    expect((await acme('telemetry log')).stderr).to.match(
      /^\S+ kept for later \(HTTP 503\): 2 spans of 2 commands, POST \S+, the last of 2 attempts since \S+\n$/,
    );
    answer = status(200);
    await send('build');
    const { stdout } = await acme('telemetry log');
    expect(stdout).to.equal(`${receiver.bodies.at(-1)}\n`);
    expect(stdout.startsWith(waiting.stdout.slice(0, -']}\n'.length))).to.equal(true);
  });

  it('says in the log what was refused, and prints it', async () => {
    answer = status(404);
    await send('build');
    const { stdout, stderr } = await acme('telemetry log');
    expect(stdout).to.equal(`${receiver.bodies[0]}\n`);
    expect(stderr).to.match(/^\S+ refused, and dropped \(HTTP 404\): 1 span/);
  });

  it('names with inspect every header that says something', async () => {
    home.holdSender(receiver.url);
    await acme('build', { env: YES });
    const { stderr } = await acme('telemetry inspect', { options: { headers: { 'x-key': 'ingest' } } });
    expect(stderr).to.match(
      /^1 request waiting: POST \S+\n  x-key: ingest\n  content-type: application\/json\n  content-encoding: gzip\n  user-agent: acme\/1\.2\.3 commandspan\/\S+\n$/,
    );
  });

  it('is readable after a no from a variable, which sends nothing', async () => {
    await send('build');
    const { stdout } = await acme('telemetry log', { env: { DO_NOT_TRACK: '1' } });
    expect(stdout).to.equal(`${receiver.bodies[0]}\n`);
    expect(receiver.bodies.length).to.equal(1);
  });

  for (const verb of ['disable', 'reset']) {
    it(`is deleted by ${verb}`, async () => {
      await send('build');
      expect(existsSync(logFile())).to.equal(true);
      await acme(`telemetry ${verb}`);
      expect(existsSync(logFile())).to.equal(false);
      expect(await acme('telemetry log')).to.include({
        stdout: '',
        stderr: 'Nothing was sent lately.\n',
        exitCode: 0,
      });
    });
  }

  it('is not brought back by a sender whose answer comes after disable', async () => {
    await send('build');
    answer = (response) => setTimeout(() => response.end(), LATE_MS);
    home.makeDue(receiver.url);
    await acme('build', { env: YES });
    await waitFor(() => receiver.bodies.length === 2, 'the request that is under way');
    const { stderr } = await acme('telemetry disable');
    expect(stderr).to.equal('A request was already under way and may still arrive.\n');
    await home.quiet();
    const left = home.tree().filter((name) => !name.endsWith('/'));
    expect(left).to.deep.equal(['.config/acme/telemetry-disabled']);
  });

  it('is not brought back where the user says yes again before that answer', async () => {
    await send('build');
    answer = (response) => setTimeout(() => response.end(), LATE_MS);
    home.makeDue(receiver.url);
    await acme('build', { env: YES });
    await waitFor(() => receiver.bodies.length === 2, 'the request that is under way');
    await acme('telemetry disable');
    await acme('telemetry enable');
    home.holdSender(receiver.url);
    await acme('exit 3');
    await home.quiet();
    expect(await acme('telemetry log')).to.include({ stdout: '', stderr: 'Nothing was sent lately.\n' });
    expect(readRecords(home, receiver.url).join('\n')).to.contain('acme exit').and.not.contain('acme build');
  });

  it('is ignored when it is corrupt', async () => {
    await send('build');
    writeFileSync(logFile(), `${readFileSync(logFile(), 'utf8').slice(0, -9)}\n`);
    expect(await acme('telemetry log')).to.include({ stdout: '', exitCode: 0 });
  });

  describe('raw and pretty', () => {
    beforeEach(async () => {
      answer = status(503);
      await send('build');
      answer = status(200);
      await send('build');
      home.holdSender(receiver.url);
      await acme('build', { env: YES });
    });

    for (const verb of ['inspect', 'log']) {
      it(`prints raw bytes into a pipe, and indents when asked: ${verb}`, async () => {
        const [piped, raw, pretty] = await Promise.all([
          acme(`telemetry ${verb}`),
          acme(`telemetry ${verb} --raw`),
          acme(`telemetry ${verb} --pretty`),
        ]);
        expect(raw).to.deep.equal(piped);
        expect(pretty.stderr).to.equal(raw.stderr);
        expect(raw.stdout.split('\n').length).to.equal(2);
        expect(pretty.stdout).to.equal(`${JSON.stringify(JSON.parse(raw.stdout), undefined, 2)}\n`);
      });

      it(`refuses both at once: ${verb}`, async () => {
        const { stdout, stderr, exitCode } = await acme(`telemetry ${verb} --raw --pretty`);
        expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
        expect(stderr).to.match(/^error: option '--raw' cannot be used with option '--pretty'/);
      });

      it(`indents on a terminal, each body below what is said of it: ${verb}`, async function () {
        skipUnless(this, whyNoTerminal());
        const on = (args: readonly string[]): ReturnType<typeof runOnTerminal> =>
          runOnTerminal(home, 'has-verbs.js', { endpoint: receiver.url, args, redirect: '>/dev/tty' });
        const { stdout } = await acme(`telemetry ${verb} --pretty`);
        const { screen } = await on(['telemetry', verb]);
        expect(screen)
          .to.contain(`\n${stdout}`)
          .and.match(/POST http/);
        expect(screen.indexOf('POST')).to.be.below(screen.indexOf('{'));
        const raw = await on(['telemetry', verb, '--raw']);
        expect(raw.screen).to.contain('\n{"resourceSpans":[{"resource"');
      });
    }
  });

  for (const flag of ['--raw', '--pretty']) {
    it(`never obeys control characters of a payload, and escapes them once: ${flag}`, async () => {
      home.write(
        `${home.spool(NOWHERE).pendingDir.slice(home.path.length)}/00000000000000ff.jsonl`,
        '{}\n{"scopeSpans":[{"spans":[{"name":"\u202eevil\u009b2J \\u001b"}]}]}\n',
      );
      const { stdout } = await acme(`telemetry inspect ${flag}`, { endpoint: NOWHERE });
      expect(stdout).to.contain(String.raw`"\u202eevil\u009b2J \u001b"`);
      expect(JSON.parse(stdout)).to.deep.equal({
        resourceSpans: [{ scopeSpans: [{ spans: [{ name: '\u202eevil\u009b2J \u001b' }] }] }],
      });
    });
  }

  it('does not mind a reader that leaves', async () => {
    home.write(
      `${home.spool(NOWHERE).pendingDir.slice(home.path.length)}/00000000000000ff.jsonl`,
      `{}\n{"scopeSpans":[{"spans":[{"name":"${'x'.repeat(900_000)}"}]}]}\n`,
    );
    const program = `"${process.execPath}" "${fixturePath('has-verbs.js')}"`;
    const line = `{ ${program} telemetry inspect; echo "ended with $?" >&2; } | head -c 20`;
    const { stdout, stderr } = await startProgram(home, ['sh', '-c', line], {}).result;
    expect(stdout).to.equal('{"resourceSpans":[{"');
    expect(stderr).to.match(/^1 request waiting: .*\n(  .*\n)+ended with 0\n$/);
  });
});
