import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { readPayload, withoutChance } from '../support/payload.ts';
import { startReceiver, status, type Receiver } from '../support/receivers.ts';
import {
  NOWHERE,
  nodeArguments,
  runHost,
  startProgram,
  YES,
  type HostOptions,
  type HostResult,
} from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { readJson, readRecords } from '../support/spool.ts';
import { runOnTerminal, whyNoTerminal } from '../support/terminal.ts';
import { traceHost, whyNotTraced } from '../support/traced-host.ts';

const SHOW = { ACME_TELEMETRY: 'inspect' } as const;
const VALUES = JSON.stringify({ 'acme.template': 'node', 'acme.project': 'engine', 'acme.zanzibar': 1 });

/** A program, and its arguments. */
const COMMANDS = [
  'ends.js',
  'exits.js 3',
  'exits-in-a-promise.js 3',
  'throws.js',
  'throws-in-a-timer.js',
  'throws-a-declared-error.js',
  'rejects.js',
  'rejects-with-nothing.js',
  'never-settles.js',
  'handles-a-signal.js SIGTERM 143',
  'sets-exit-code-at-exit.js',
  'takes-steps.js',
  'leaves-steps-open.js',
  'does-everything.js',
  'has-verbs.js build web --level 3',
  'has-verbs.js build --mode none',
  'has-verbs.js exit 7',
  'has-verbs.js --version',
  `sets-attributes.js ${VALUES}`,
] as const;

describe('ACME_TELEMETRY=inspect', () => {
  let home: Home;
  let receiver: Receiver;

  beforeEach(async () => {
    home = makeHome();
    receiver = await startReceiver(status(200));
  });

  afterEach(async () => {
    await home.remove();
    await receiver.close();
  });

  /** Runs a command and lets it show its payload. */
  function show(typed: string, options: HostOptions = {}): Promise<HostResult> {
    const [fixture = '', ...args] = typed.split(' ');
    return runHost(home, fixture, { args, ...options, env: { ...SHOW, ...options.env } });
  }

  /** Runs the same command with another program in the place of commandspan that does nothing. */
  function bare(typed: string): Promise<HostResult> {
    return show(typed, { without: true });
  }

  for (const typed of COMMANDS) {
    it(`prints what this run would have stored, and changes nothing else: ${typed}`, async () => {
      home.holdSender(NOWHERE);
      // Makes an id, so that both have it.
      const [fixture = '', ...args] = typed.split(' ');
      await runHost(home, fixture, { args, env: YES });
      const before = home.tree();
      const [shown, without] = await Promise.all([show(typed), bare(typed)]);
      expect(home.tree()).to.deep.equal(before);
      const { own, text, url } = readPayload(shown.stderr);
      expect({ ...shown, stderr: own }).to.deep.equal(without);
      expect(url).to.equal(`${NOWHERE}/v1/traces`);
      const [record = ''] = readRecords(home);
      expect(withoutChance(text)).to.deep.equal(withoutChance(`{"resourceSpans":[${record}]}`));
      // One line, as it would be posted.
      expect(text)
        .to.match(/^\{.*\}\n$/)
        .and.equal(`${JSON.stringify(JSON.parse(text))}\n`);
    });
  }

  for (const value of ['INSPECT', 'Inspect', ' inspect ']) {
    it(`is heard in any case: ${JSON.stringify(value)}`, async () => {
      const { stderr } = await show('ends.js', { env: { ACME_TELEMETRY: value } });
      expect(readPayload(stderr).spans.length).to.equal(1);
    });
  }

  for (const value of ['inspect!', 'inspection', 'inspect,1', 'show', '0', '']) {
    it(`is no other value: ${JSON.stringify(value)}`, async () => {
      const { stderr } = await show('ends.js', { env: { ACME_TELEMETRY: value } });
      expect(stderr).to.equal('');
      expect(home.tree()).to.deep.equal([]);
    });
  }

  it('has no id and no hash where there is none, and makes none', async () => {
    const { stderr } = await show(`sets-attributes.js ${VALUES}`);
    const { spans, text } = readPayload(stderr);
    expect(spans.length).to.equal(2);
    expect(text)
      .to.contain('acme.template')
      .and.not.match(/acme\.project|app\.installation\.id|engine/);
    expect(home.tree()).to.deep.equal([]);
  });

  it('has the id and the hashes that a run would have', async () => {
    home.holdSender(NOWHERE);
    await runHost(home, 'sets-attributes.js', { env: YES, args: [VALUES] });
    const { stderr } = await show(`sets-attributes.js ${VALUES}`);
    const { text } = readPayload(stderr);
    const hash = /"acme\.project","value":\{"stringValue":"([0-9a-f]{64})"/;
    expect(hash.exec(text)?.[1])
      .to.equal(hash.exec(readRecords(home).join())?.[1])
      .and.not.equal(undefined);
    expect(text).to.contain(String(readJson(join(home.state, 'identity.json'))['id']));
  });

  it('does not show an id where a run would have none', async () => {
    home.holdSender(NOWHERE);
    await runHost(home, 'ends.js', { env: YES });
    for (const env of [{ CI: 'true' }, { container: 'docker' }, { ACME_TELEMETRY_ENDPOINT: receiver.url }]) {
      const { stderr } = await show('ends.js', { env });
      expect(readPayload(stderr).text).to.not.contain('app.installation.id');
    }
  });

  it('does not renew an id that is due', async () => {
    home.holdSender(NOWHERE);
    await runHost(home, 'ends.js', { env: YES });
    const file = join(home.state, 'identity.json');
    const old = JSON.stringify({ ...readJson(file), createdAt: 1 });
    home.write('.local/state/acme/telemetry/identity.json', old);
    await show('ends.js');
    expect(readFileSync(file, 'utf8')).to.equal(old);
  });

  describe('says what it would have stored without any no', () => {
    interface No {
      readonly prepare?: (home: Home) => void | Promise<unknown>;
      readonly options?: HostOptions;
    }
    const NOES: Readonly<Record<string, No>> = {
      'nobody was told': {},
      'DO_NOT_TRACK=1': { options: { env: { DO_NOT_TRACK: '1' } } },
      'ACME_TELEMETRY_DISABLED=1': { options: { env: { ACME_TELEMETRY_DISABLED: '1' } } },
      'OTEL_SDK_DISABLED=true': { options: { env: { OTEL_SDK_DISABLED: 'true' } } },
      'telemetry disable': {
        prepare: (of) => runHost(of, 'has-verbs.js', { args: ['telemetry', 'disable'] }),
      },
      'a policy': {
        prepare: (of) => of.write('policy/telemetry.json', '{"enabled":false}'),
      },
      'in CI': { options: { env: { CI: 'true' } } },
      'under sudo': { options: { env: { SUDO_UID: '1000' } } },
      'in a package build': { options: { env: { SOURCE_DATE_EPOCH: '1700000000' } } },
      'opt-in': { options: { options: { consent: 'opt-in' } } },
      'a distribution': { options: { options: { distribution: 'disabled' } } },
      'a project setting': { options: { options: { project: false } } },
      'a project setting that never comes': { options: { options: { project: 'pending' } } },
      'a yes that is corrupt': {
        prepare: (of) => of.write('.local/state/acme/telemetry/enabled.json', '{'),
      },
      'an endpoint that is no safe place': {
        options: { env: { ACME_TELEMETRY_ENDPOINT: 'http://collector.example' } },
      },
    };

    for (const [name, { prepare, options = {} }] of Object.entries(NOES)) {
      it(name, async () => {
        await prepare?.(home);
        const before = home.tree();
        const policy = join(home.path, 'policy');
        const given = {
          ...options,
          endpoint: receiver.url,
          options: { directories: { policy }, ...options.options },
        };
        const { stderr, stdout, exitCode } = await show('does-everything.js', given);
        expect({ stdout, exitCode }).to.deep.equal({ stdout: 'collected\n', exitCode: 3 });
        const { spans, own } = readPayload(stderr);
        expect(own).to.equal('secret-message\n');
        expect(spans.map((span) => span.name)).to.deep.equal(['collect', 'acme deploy']);
        expect(spans[1]?.attributes).to.include({ 'process.exit.code': 3, 'error.type': 'ENOENT' });
        expect(home.tree()).to.deep.equal(before);
        expect(sendersOf(home.path)).to.deep.equal([]);
        expect(receiver.bodies).to.deep.equal([]);
      });
    }

    it('a home of another account', async function () {
      if (process.getuid?.() !== 0) this.skip();
      const other = join(home.path, 'other');
      mkdirSync(other);
      chownSync(other, 1000, 1000);
      const { stderr } = await show('ends.js', {
        env: { HOME: other, XDG_STATE_HOME: join(other, 'state'), XDG_CONFIG_HOME: join(other, 'config') },
      });
      expect(readPayload(stderr).spans.length).to.equal(1);
      expect(home.tree()).to.deep.equal(['other/']);
    });

    it('a file system that cannot be written', async () => {
      const { stderr } = await show('ends.js', { env: { NODE_OPTIONS: '--permission --allow-fs-read=*' } });
      expect(readPayload(stderr).spans.length).to.equal(1);
    });
  });

  it('sends nothing after a yes either, and leaves what waits where it is', async () => {
    await runHost(home, 'has-verbs.js', { args: ['telemetry', 'enable'] });
    home.holdSender(receiver.url);
    await runHost(home, 'ends.js', { endpoint: receiver.url });
    home.makeDue(receiver.url);
    const before = home.tree();
    const { stderr } = await show('ends.js', { endpoint: receiver.url });
    expect(readPayload(stderr).url).to.equal(`${receiver.url}/v1/traces`);
    expect(home.tree()).to.deep.equal(before);
    expect(sendersOf(home.path)).to.deep.equal([]);
    expect(receiver.bodies).to.deep.equal([]);
  });

  it('names the collector that the user chose for the run', async () => {
    const { stderr } = await show('ends.js', {
      env: { ACME_TELEMETRY_ENDPOINT: 'https://own.example/otlp' },
    });
    expect(readPayload(stderr).url).to.equal('https://own.example/otlp/v1/traces');
  });

  for (const verb of ['', 'status', 'inspect', 'enable', 'disable', 'reset']) {
    it(`does not show the verbs themselves: telemetry ${verb}`, async () => {
      const args = ['telemetry', verb].filter((word) => word !== '');
      const seen = await runHost(home, 'has-verbs.js', { args, env: SHOW });
      expect(seen.stderr).to.not.contain('payload').and.not.contain('resourceSpans');
      expect(seen.exitCode).to.equal(0);
    });
  }

  it('is said to be a no by telemetry status', async () => {
    const { stdout } = await runHost(home, 'has-verbs.js', {
      args: ['telemetry', 'status'],
      env: { ...SHOW },
    });
    expect(stdout).to.match(/^Telemetry of acme is off: variable \(ACME_TELEMETRY\)/);
  });

  it('shows a run once, whoever registers again or is forked', async () => {
    for (const fixture of ['registers-twice.js', 'forks-itself.js']) {
      const { stderr } = await show(fixture);
      expect(readPayload(stderr).spans.length).to.equal(1);
    }
  });

  it('shows nothing of a command that is killed, and leaves nothing of it', async () => {
    const { stdout, stderr, signal } = await show('dies.js SIGKILL');
    expect({ stdout, stderr, signal }).to.deep.equal({
      stdout: 'about to die\n',
      stderr: '',
      signal: 'SIGKILL',
    });
    expect(home.tree()).to.deep.equal([]);
  });

  it('changes nothing where stderr is closed', async () => {
    const seen = await show('closes-stderr.js');
    expect(seen).to.deep.equal(await bare('closes-stderr.js'));
  });

  it('prints a long payload to its end, also where the host wrote to stderr before', async function () {
    if (process.platform === 'win32') this.skip();
    // A pipe of the shell's, which holds less than those of Node, and whose reader is late.
    const piped = ['sh', '-c', '"$@" 2>&1 >/dev/null | { sleep 0.3; cat; }', 'sh', process.execPath];
    const options = { env: SHOW };
    const command = [...piped, ...nodeArguments('talks-and-takes-many-steps.js', options)];
    const { stdout } = await startProgram(home, command, options).result;
    const { own, text, spans } = readPayload(stdout);
    expect(own).to.equal('begins\nends\n');
    expect(spans.length).to.equal(201);
    expect(text.length).to.be.greaterThan(70_000);
  });

  it('calls the functions of the host as a run that is recorded would', async () => {
    const { stdout } = await show(`sets-attributes.js ${VALUES} lazily`);
    expect(stdout).to.equal('found out acme.template\nfound out acme.project\n'.repeat(2));
  });

  it('counts in the payload what was dropped', async () => {
    const { stderr } = await show(`sets-attributes.js ${VALUES}`);
    expect(readPayload(stderr).text).to.contain('"droppedAttributesCount":2').and.not.contain('zanzibar');
  });

  it('holds no word of what is secret', async () => {
    const args = ['login', 'zanzibar-user', '--token', 'zanzibar-token'];
    const env = {
      ...SHOW,
      USER: 'zanzibar',
      AI_AGENT: 'zanzibar',
      OTEL_RESOURCE_ATTRIBUTES: 'user.name=zanzibar',
    };
    const { stderr } = await runHost(home, 'holds-secrets.js', { args, env });
    const { own, text } = readPayload(stderr);
    expect(own).to.contain('zanzibar');
    expect(text).to.not.contain('zanzibar').and.not.contain(home.path);
  });

  describe('on a terminal', () => {
    before(function () {
      skipUnless(this, whyNoTerminal());
    });

    it('prints the payload indented, and no notice', async () => {
      const { exitCode, stdout, screen } = await runOnTerminal(home, 'exits.js', { args: ['3'], env: SHOW });
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 3, stdout: 'exiting\n' });
      const { own, text, spans } = readPayload(screen);
      expect(own).to.equal('');
      expect(text).to.match(/^\{\n {2}"resourceSpans": \[\n {4}\{\n {6}"resource"/);
      expect(text).to.equal(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
      expect(spans[0]?.resource).to.include({ 'process.interactive': true });
      expect(home.tree()).to.deep.equal([]);
    });

    it('prints it raw where stderr goes elsewhere', async () => {
      const file = join(home.path, 'errors');
      await runOnTerminal(home, 'ends.js', { env: SHOW, redirect: `2>${file}` });
      expect(readPayload(readFileSync(file, 'utf8')).text).to.match(/^\{"resourceSpans":\[.*\]\}\n$/);
      expect(existsSync(home.state)).to.equal(false);
    });
  });

  describe('under strace', () => {
    before(function () {
      skipUnless(this, whyNotTraced());
    });

    for (const prepared of ['nothing was said', 'telemetry enable', 'telemetry disable']) {
      it(`makes no file, socket or process: ${prepared}`, async () => {
        if (prepared.startsWith('telemetry'))
          await runHost(home, 'has-verbs.js', { args: prepared.split(' ') });
        const options = { env: SHOW, endpoint: receiver.url };
        const seen = await traceHost(home, 'does-everything.js', options);
        const without = await traceHost(home, 'does-everything.js', { ...options, without: true });
        expect(seen.effects).to.deep.equal(without.effects);
        expect(seen.result.exitCode).to.equal(without.result.exitCode);
        expect(seen.opened.some((file) => file.endsWith('dist/recorder.cjs'))).to.equal(true);
        expect(seen.opened.filter((file) => /verbs|sender/.test(file))).to.deep.equal([]);
      });
    }
  });
});
