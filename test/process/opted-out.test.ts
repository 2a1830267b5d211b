import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { startReceiver, status, type Receiver } from '../support/receivers.ts';
import { runAlike, runHost, YES } from '../support/run-host.ts';
import { readSpool } from '../support/spool.ts';
import { startTlsGate, whyNoCertificate, type TlsGate } from '../support/tls-gate.ts';
import { skipUnless } from '../support/skip.ts';
import { waitFor } from '../support/wait-for.ts';
import { traceHost, whyNotTraced } from '../support/traced-host.ts';

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

  it('would leave traces after a yes', async () => {
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

    it('lets its request through where none comes', async () => {
      const env = { ...YES, NODE_EXTRA_CA_CERTS: gate.certificate };
      await runHost(home, 'ends.js', { env, endpoint: gate.url });
      await waitFor(() => gate.knocks() > 0, 'the sender to connect');
      gate.open();
      await home.quiet();
      expect(gate.requests()).to.equal(1);
      expect(readSpool(home, gate.url)).to.deep.equal([]);
    });

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
