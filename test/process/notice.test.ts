import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { giveHome, OTHER, whyNoOtherAccount } from '../support/other-account.ts';
import { NOWHERE, runAlike, runHost, YES } from '../support/run-host.ts';
import { readSpool } from '../support/spool.ts';
import { skipUnless } from '../support/skip.ts';
import {
  runOnTerminal,
  whyNoTerminal,
  type TerminalOptions,
  type TerminalResult,
} from '../support/terminal.ts';
import { whyNotTraced } from '../support/traced-host.ts';
import { waitFor } from '../support/wait-for.ts';

const MARKER = '.local/state/acme/telemetry/notice.json';
const NOTICE = /^\nacme will record which of its commands run .*\nTurn it off with .*\n\n$/;

describe('the notice', () => {
  let home: Home;

  before(function () {
    skipUnless(this, whyNoTerminal());
  });

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(() => home.remove());

  const files = (): string[] => home.tree().filter((name) => !name.endsWith('/'));

  /** Starts a command that goes on when the home has a file called go; resolves when it has registered. */
  async function startFirst(mark: string): Promise<{ readonly result: Promise<TerminalResult> }> {
    const args = [`mark:${join(home.path, mark)}`, `wait:${join(home.path, 'go')}`];
    const result = runOnTerminal(home, 'follows-orders.js', { args });
    await waitFor(() => existsSync(join(home.path, mark)), 'the command to start');
    return { result };
  }

  it('is shown once, by a run that records nothing', async () => {
    const first = await runOnTerminal(home, 'ends.js');
    expect(first).to.deep.include({ exitCode: 0, stdout: 'done\n' });
    expect(first.screen).to.match(NOTICE).and.contain('ACME_TELEMETRY=0');
    expect(files()).to.deep.equal([MARKER]);

    home.holdSender(NOWHERE);
    const second = await runOnTerminal(home, 'ends.js');
    expect(second).to.deep.equal({ exitCode: 0, stdout: 'done\n', screen: '' });
    expect(readSpool(home).map(({ resource }) => resource['process.interactive'])).to.deep.equal([true]);
  });

  it('makes later runs without a terminal be recorded too', async () => {
    await runOnTerminal(home, 'ends.js');
    home.holdSender(NOWHERE);
    await runAlike(home, 'ends.js');
    expect(readSpool(home).map(({ resource }) => resource['process.interactive'])).to.deep.equal([false]);
  });

  it('comes at the end, even of a crash, and changes nothing else', async () => {
    for (const [fixture, args] of [
      ['throws.js', []],
      ['exits.js', ['3']],
    ] as const) {
      const bare = await runOnTerminal(home, fixture, { args, without: true });
      const seen = await runOnTerminal(home, fixture, {
        args,
        options: { notice: { version: 1, text: 'NOTICE' } },
      });
      expect(seen.screen).to.contain('\nNOTICE\n');
      expect({ ...seen, screen: seen.screen.replace('\nNOTICE\n', '') }).to.deep.equal(bare);
      expect(files()).to.deep.equal([MARKER]);
      rmSync(join(home.path, MARKER));
    }
  });

  it('names the verbs when they are mounted', async () => {
    const { screen } = await runOnTerminal(home, 'has-verbs.js', { args: ['build'] });
    expect(screen).to.match(NOTICE).and.contain('"acme telemetry disable" or ACME_TELEMETRY=0');
  });

  it('is one write to the terminal, after its marker is in its place', async function () {
    skipUnless(this, whyNotTraced());
    const log = join(home.path, 'trace');
    const wrap = ['strace', '-f', '-qq', '-s', '4096', '-o', log, '-e', 'trace=write,writev,rename'];
    const { screen } = await runOnTerminal(home, 'ends.js', { wrap });
    expect(screen).to.match(NOTICE);
    const calls = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => /notice\.json|write\w*\(2,/.test(line))
      .map((line) => /(\w+)\(/.exec(line)?.[1]);
    expect(calls).to.deep.equal(['rename', 'write']);
  });

  it('is shown at least once where two first commands run at once, and neither is recorded', async () => {
    home.holdSender(NOWHERE);
    const both = [await startFirst('a'), await startFirst('b')];
    home.write('go', '');
    const screens = (await Promise.all(both.map(({ result }) => result))).map(({ screen }) => screen);
    expect(screens.filter((screen) => NOTICE.test(screen)).length).to.be.greaterThan(0);
    expect(readSpool(home)).to.deep.equal([]);
    await runHost(home, 'ends.js');
    expect(readSpool(home).length).to.equal(1);
  });

  it('is not shown, and not counted as shown, where a no came while the command ran', async () => {
    const { result } = await startFirst('a');
    home.write('.config/acme/telemetry-disabled', '');
    home.write('go', '');
    expect((await result).screen).to.equal('');
    expect(files()).to.deep.equal(['.config/acme/telemetry-disabled', 'a', 'go']);
  });

  it("is the vendor's own text", async () => {
    const options = { notice: { version: 3, text: 'We count commands.' } };
    const { screen } = await runOnTerminal(home, 'ends.js', { options });
    expect(screen).to.equal('\nWe count commands.\n');
  });

  it('is shown again in a higher version, and suspends a stored yes', async () => {
    await runHost(home, 'has-verbs.js', { args: ['telemetry', 'enable'] });
    const options = { notice: { version: 2 } };
    home.holdSender(NOWHERE);
    await runHost(home, 'ends.js', { options });
    expect(readSpool(home), 'without a terminal').to.deep.equal([]);
    expect((await runOnTerminal(home, 'ends.js', { options })).screen).to.match(NOTICE);
    expect(readSpool(home), 'the run that shows it').to.deep.equal([]);
    expect((await runOnTerminal(home, 'ends.js', { options })).screen).to.equal('');
    expect(readSpool(home).length).to.equal(1);
  });

  it('is shown again in a higher version, after an earlier one was shown', async () => {
    await runOnTerminal(home, 'ends.js');
    const options = { notice: { version: 2 } };
    home.holdSender(NOWHERE);
    await runHost(home, 'ends.js', { options });
    expect(readSpool(home)).to.deep.equal([]);
    expect((await runOnTerminal(home, 'ends.js', { options })).screen).to.match(NOTICE);
    await runHost(home, 'ends.js', { options });
    expect(readSpool(home).length).to.equal(1);
  });

  it('suspends a yes until enable says it again', async () => {
    const options = { notice: { version: 2 } };
    await runHost(home, 'has-verbs.js', { args: ['telemetry', 'enable'] });
    await runHost(home, 'has-verbs.js', { args: ['telemetry', 'enable'], options });
    home.holdSender(NOWHERE);
    await runHost(home, 'ends.js', { options });
    expect(readSpool(home).length).to.equal(1);
  });

  it('does not suspend what is said for one run', async () => {
    home.write(MARKER, '{"noticeVersion":1}');
    home.holdSender(NOWHERE);
    const { screen } = await runOnTerminal(home, 'ends.js', {
      env: YES,
      options: { notice: { version: 2 } },
    });
    expect(screen).to.equal('');
    expect(readSpool(home).length).to.equal(1);
  });

  it('is for people: an agent at a terminal neither sees it nor was told', async () => {
    const agents = ['CLAUDECODE', 'CURSOR_AGENT', 'GEMINI_CLI', 'CODEX_THREAD_ID', 'COPILOT_CLI', 'AI_AGENT'];
    const seen = await Promise.all(
      agents.map((agent) => runOnTerminal(home, 'ends.js', { env: { [agent]: '1' } })),
    );
    expect(seen.map(({ screen }) => screen)).to.deep.equal(agents.map(() => ''));
    expect(files()).to.deep.equal([]);
    await runHost(home, 'ends.js', { env: { CLAUDECODE: '1' } });
    expect(files()).to.deep.equal([]);
    expect((await runOnTerminal(home, 'ends.js')).screen).to.match(NOTICE);
    home.holdSender(NOWHERE);
    await runHost(home, 'ends.js', { env: { CLAUDECODE: '1' } });
    const environments = readSpool(home).map(({ resource }) => resource['cli.environment']);
    expect(environments, 'when its user knows').to.deep.equal(['agent']);
  });

  it('is not needed where the user of an agent said yes', async () => {
    await runHost(home, 'has-verbs.js', { args: ['telemetry', 'enable'] });
    home.holdSender(NOWHERE);
    const { screen } = await runOnTerminal(home, 'ends.js', { env: { CLAUDECODE: '1' } });
    expect(screen).to.equal('');
    expect(readSpool(home).map(({ resource }) => resource['cli.agent'])).to.deep.equal(['claude_code']);
  });

  describe('is not shown', () => {
    const quiet: Readonly<Record<string, readonly [fixture: string, options: TerminalOptions]>> = {
      'with --json': ['ends.js', { args: ['--json'] }],
      'with --output=json': ['ends.js', { args: ['--output=json'] }],
      'with --help': ['has-verbs.js', { args: ['--help'] }],
      'with -h': ['has-verbs.js', { args: ['build', '-h'] }],
      'with help': ['has-verbs.js', { args: ['help', 'build'] }],
      'with --version': ['has-verbs.js', { args: ['--version'] }],
      'with completion': ['ends.js', { args: ['completion', 'bash'] }],
      'with __complete': ['ends.js', { args: ['__complete', 'bu'] }],
      'with a telemetry verb': ['has-verbs.js', { args: ['telemetry', 'inspect'] }],
      'in CI': ['ends.js', { env: { CI: 'true' } }],
      'under an agent': ['ends.js', { env: { CLAUDECODE: '1' } }],
      'in a package build': ['ends.js', { env: { NIX_BUILD_TOP: '/build' } }],
      'after a no': ['ends.js', { env: { DO_NOT_TRACK: '1' } }],
      'with stderr in a file': ['ends.js', { redirect: '2>/dev/null' }],
      'with stdin from elsewhere': ['ends.js', { redirect: '</dev/null' }],
      'when the host asks first': ['ends.js', { options: { consent: 'opt-in' } }],
      'when the documentation tells': [
        'ends.js',
        { options: { notice: { elsewhere: 'https://acme.example/telemetry' } }, env: { DO_NOT_TRACK: '1' } },
      ],
    };

    for (const [when, [fixture, options]] of Object.entries(quiet)) {
      it(when, async () => {
        const seen = await runOnTerminal(home, fixture, options);
        expect(seen.screen).to.not.contain('will record');
        expect(files()).to.deep.equal([]);
      });
    }

    it('without a terminal', async () => {
      await runAlike(home, 'ends.js');
      expect(files()).to.deep.equal([]);
    });

    for (const place of ['.local/state/acme', '.local/state', '.local']) {
      it(`when its marker cannot be stored: ${place} is a file`, async () => {
        home.write(place, 'a file');
        for (let run = 0; run < 2; run += 1) {
          const seen = await runOnTerminal(home, 'ends.js');
          expect(seen).to.deep.equal({ exitCode: 0, stdout: 'done\n', screen: '' });
        }
      });
    }

    for (const place of ['.', '.local/state']) {
      it(`when its marker cannot be stored: ${place} is read-only`, async function () {
        skipUnless(this, whyNoOtherAccount());
        home.write('.local/state/other/file', '');
        giveHome(home);
        if (place === '.') rmSync(join(home.path, '.local'), { recursive: true });
        chmodSync(join(home.path, place), 0o500);
        for (let run = 0; run < 2; run += 1) {
          const seen = await runOnTerminal(home, 'ends.js', { uid: OTHER });
          expect(seen).to.deep.equal({ exitCode: 0, stdout: 'done\n', screen: '' });
        }
        expect(files().filter((name) => name.includes('acme'))).to.deep.equal([]);
      });
    }

    it('when it was shown elsewhere, which is a yes', async () => {
      home.holdSender(NOWHERE);
      const options = { notice: { elsewhere: 'https://acme.example/telemetry' } };
      const { screen } = await runOnTerminal(home, 'ends.js', { options });
      expect(screen).to.equal('');
      expect(readSpool(home).length).to.equal(1);
    });
  });
});
