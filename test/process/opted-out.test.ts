import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { startReceiver, status, type Receiver } from '../support/receivers.ts';
import { runAlike, runHost, YES, type HostOptions } from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { readSpool } from '../support/spool.ts';
import { startTlsGate, whyNoCertificate, type TlsGate } from '../support/tls-gate.ts';
import { skipUnless } from '../support/skip.ts';
import { waitFor } from '../support/wait-for.ts';
import { traceHost, whyNotTraced } from '../support/traced-host.ts';

/** One way to say no: what it asks of the home, and how the host is run then. */
interface No {
  readonly prepare?: (home: Home) => void;
  readonly options: (home: Home) => HostOptions;
}

/** A stored yes, so that it is the no that decides. */
const storedYes = (home: Home): void =>
  home.write('.local/state/acme/telemetry/enabled.json', '{"enabled":true,"noticeVersion":1}');

const variable = (env: Readonly<Record<string, string>>): No => ({
  prepare: storedYes,
  options: () => ({ env }),
});

const policy = (content: string): No => ({
  prepare: (home) => home.write('policy/telemetry.json', content),
  options: (home) => ({ env: YES, options: { directories: { policy: join(home.path, 'policy') } } }),
});

const storedFile = (file: string, content: string): No => ({
  prepare: (home) => home.write(file, content),
  options: () => ({ env: YES }),
});

const NOES: Readonly<Record<string, No>> = {
  'ACME_TELEMETRY=0': variable({ ACME_TELEMETRY: '0' }),
  'ACME_TELEMETRY is empty': variable({ ACME_TELEMETRY: '' }),
  'ACME_TELEMETRY=perhaps': variable({ ACME_TELEMETRY: 'perhaps' }),
  'ACME_TELEMETRY_DISABLED=1': variable({ ...YES, ACME_TELEMETRY_DISABLED: '1' }),
  'DO_NOT_TRACK=1': variable({ ...YES, DO_NOT_TRACK: '1' }),
  'OTEL_SDK_DISABLED=true': variable({ ...YES, OTEL_SDK_DISABLED: 'true' }),
  'ACME_TELEMETRY_ENDPOINT is no safe place': variable({
    ...YES,
    ACME_TELEMETRY_ENDPOINT: 'http://collector.example',
  }),
  'SUDO_UID=1000': variable({ ...YES, SUDO_UID: '1000' }),
  "a variable of the vendor's": {
    prepare: storedYes,
    options: () => ({
      env: { ...YES, ACME_NO_STATS: '1' },
      options: { variables: { ACME_NO_STATS: 'disables' } },
    }),
  },
  'the file of disable': storedFile('.config/acme/telemetry-disabled', 'no'),
  'a folder in the place of the file of disable': storedFile('.config/acme/telemetry-disabled/file', ''),
  'a config folder that is a file': storedFile('.config/acme', ''),
  'a yes that is corrupt': storedFile('.local/state/acme/telemetry/enabled.json', '{"enabled":true'),
  'a yes with more in it': storedFile(
    '.local/state/acme/telemetry/enabled.json',
    '{"enabled":true,"noticeVersion":1,"by":"mallory"}',
  ),
  'a policy that says no': policy('{"enabled":false}'),
  'a policy that is corrupt': policy('{"enabled":tru'),
  'a policy with more in it': policy('{"enabled":true,"endpoint":"http://mallory.example"}'),
  'the project setting': { options: () => ({ env: YES, options: { project: false } }) },
  'a project setting that never comes': { options: () => ({ env: YES, options: { project: 'pending' } }) },
  'a distribution': { options: () => ({ env: YES, options: { distribution: 'disabled' } }) },
  'a home that does not exist': { options: () => ({ env: { ...YES, HOME: '/nonexistent/home' } }) },
  'nobody, in CI': { options: () => ({ env: { CI: 'true' } }) },
  'nobody, in a package build': { options: () => ({ env: { SOURCE_DATE_EPOCH: '1700000000' } }) },
  'nobody, with opt-in': { options: () => ({ options: { consent: 'opt-in' } }) },
  'nobody, before the notice': { options: () => ({}) },
  'a notice marker that is corrupt': {
    prepare: (home) => home.write('.local/state/acme/telemetry/notice.json', '{"noticeVersion":'),
    options: () => ({}),
  },
};

describe('a command after a no', () => {
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

  for (const [name, { prepare, options }] of Object.entries(NOES)) {
    it(`leaves no trace: ${name}`, async () => {
      prepare?.(home);
      const before = home.tree();
      const given = { ...options(home), endpoint: receiver.url };
      const { exitCode } = await runAlike(home, 'does-everything.js', given);
      expect(exitCode).to.equal(3);
      expect(home.tree()).to.deep.equal(before);
      expect(sendersOf(home.path)).to.deep.equal([]);
      expect(receiver.bodies).to.deep.equal([]);
    });
  }

  it('would leave one after a yes', async () => {
    const before = home.tree();
    await runAlike(home, 'does-everything.js', { env: YES, endpoint: receiver.url });
    await home.quiet();
    expect(home.tree()).to.not.deep.equal(before);
    expect(receiver.bodies.length).to.equal(1);
  });

  it('does not send what an earlier yes left waiting', async () => {
    home.holdSender(receiver.url);
    await runHost(home, 'ends.js', { env: YES, endpoint: receiver.url });
    home.makeDue(receiver.url);
    const before = home.tree();
    await runHost(home, 'ends.js', { env: { ACME_TELEMETRY: '0' }, endpoint: receiver.url });
    expect(home.tree()).to.deep.equal(before);
    expect(receiver.bodies).to.deep.equal([]);
  });

  it('needs a home that is its own', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const other = join(home.path, 'other');
    mkdirSync(other);
    chownSync(other, 1000, 1000);
    const env = {
      ...YES,
      HOME: other,
      XDG_STATE_HOME: join(other, 'state'),
      XDG_CONFIG_HOME: join(other, 'config'),
    };
    await runAlike(home, 'does-everything.js', { env, endpoint: receiver.url });
    expect(home.tree()).to.deep.equal(['other/']);
  });

  it('stops in the middle of a command', async () => {
    const file = join(home.config, 'telemetry-disabled');
    await runHost(home, 'is-disabled-meanwhile.js', { env: YES, endpoint: receiver.url, args: [file] });
    await home.quiet();
    expect(receiver.bodies).to.deep.equal([]);
    expect(home.tree().filter((name) => name.endsWith('.jsonl'))).to.deep.equal([]);
  });

  it('makes not even an id where a held command is released after it', async () => {
    const file = join(home.config, 'telemetry-disabled');
    const { stdout } = await runHost(home, 'is-held-until-a-no.js', { env: YES, args: [file] });
    expect(stdout).to.equal('done\n');
    expect(home.tree().filter((name) => name.includes('telemetry/'))).to.deep.equal([]);
  });

  it('stops a sender that was started before', async () => {
    home.holdSender(receiver.url);
    await runHost(home, 'ends.js', { env: YES, endpoint: receiver.url });
    home.makeDue(receiver.url);
    const file = join(home.config, 'telemetry-disabled');
    await runHost(home, 'is-disabled-at-the-end.js', { env: YES, endpoint: receiver.url, args: [file] });
    await home.quiet();
    expect(receiver.bodies).to.deep.equal([]);
    const { pendingDir } = home.spool(receiver.url);
    expect(readdirSync(pendingDir).length, 'left where it was').to.equal(2);
  });

  describe('that comes while a sender connects', () => {
    let gate: TlsGate;

    before(function () {
      skipUnless(this, whyNoCertificate());
    });

    beforeEach(async () => {
      gate = await startTlsGate(home.path);
    });

    afterEach(() => gate.close());

    for (const no of ['the file of disable', 'a policy', undefined]) {
      it(`is heard before the body of the request: ${no ?? 'none came'}`, async () => {
        await runHost(home, 'ends.js', {
          env: { ...YES, NODE_EXTRA_CA_CERTS: gate.certificate },
          endpoint: gate.url,
          options: { directories: { policy: join(home.path, 'policy') } },
        });
        await waitFor(() => gate.knocks() > 0, 'the sender to connect');
        if (no === 'the file of disable') home.write('.config/acme/telemetry-disabled', '');
        if (no === 'a policy') home.write('policy/telemetry.json', '{"enabled":false}');
        gate.open();
        await home.quiet();
        expect(gate.requests()).to.equal(no === undefined ? 1 : 0);
        expect(readSpool(home, gate.url).length).to.equal(no === undefined ? 0 : 1);
      });
    }

    it('is heard before the body of the request: reset', async () => {
      const env = { ...YES, NODE_EXTRA_CA_CERTS: gate.certificate };
      await runHost(home, 'ends.js', { env, endpoint: gate.url });
      await waitFor(() => gate.knocks() > 0, 'the sender to connect');
      const args = ['telemetry', 'reset'];
      const { stderr, exitCode } = await runHost(home, 'has-verbs.js', { env, endpoint: gate.url, args });
      expect(exitCode).to.equal(0);
      expect(stderr).to.equal('A request was already under way and may still arrive.\n');
      gate.open();
      await home.quiet();
      expect(gate.requests()).to.equal(0);
      expect(home.tree().filter((name) => name.includes('spool'))).to.deep.equal([]);
    });
  });

  describe('under strace', () => {
    before(function () {
      skipUnless(this, whyNotTraced());
    });

    for (const name of [
      'ACME_TELEMETRY=0',
      'the file of disable',
      'nobody, in CI',
      'a policy that says no',
    ]) {
      it(`makes no file, socket or process: ${name}`, async () => {
        const no = NOES[name];
        if (no === undefined) throw new Error(`no such no: ${name}`);
        no.prepare?.(home);
        const options = { ...no.options(home), endpoint: receiver.url };
        const seen = await traceHost(home, 'does-everything.js', options);
        const bare = await traceHost(home, 'does-everything.js', { ...options, without: true });
        expect(seen.effects).to.deep.equal(bare.effects);
        expect(seen.opened.filter((file) => /recorder|verbs|sender/.test(file))).to.deep.equal([]);
        expect(seen.opened.some((file) => file.endsWith('dist/index.js'))).to.equal(true);
        expect(bare.opened.filter((file) => file.includes('/dist/index.js'))).to.deep.equal([]);
      });
    }

    it('sees files, sockets and processes after a yes', async () => {
      const options = { env: YES, endpoint: receiver.url };
      const seen = await traceHost(home, 'does-everything.js', options);
      const effects = seen.effects.join('\n');
      expect(effects)
        .to.match(/O_CREAT/)
        .and.match(/mkdir/)
        .and.match(/rename/);
      expect(effects)
        .to.match(/socket|connect/)
        .and.match(/execve[^\n]*\n.*execve/s);
      expect(seen.opened.some((file) => file.endsWith('dist/recorder.cjs'))).to.equal(true);
    });
  });
});
