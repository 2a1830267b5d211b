import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startCollector } from '../../src/collector/server.ts';
import { makeHome, type Home } from '../support/home.ts';
import { closedPort, hang, startReceiver, status, type Receiver } from '../support/receivers.ts';
import { NOWHERE, runHost, YES, type HostOptions, type HostResult } from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { readJson, readRecords, readSpool } from '../support/spool.ts';
import { waitFor } from '../support/wait-for.ts';

describe('acme telemetry', () => {
  let home: Home;
  let receiver: Receiver | undefined;

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(async () => {
    await receiver?.close();
    receiver = undefined;
    await home.remove();
  });

  function acme(typed: string, options: HostOptions = {}): Promise<HostResult> {
    return runHost(home, 'has-verbs.js', { ...options, args: typed.split(' ') });
  }

  async function readStatus(options: HostOptions = {}): Promise<Record<string, unknown>> {
    const { stdout, stderr, exitCode } = await acme('telemetry status --json', options);
    expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  function recordedId(): string {
    const id = readSpool(home)[0]?.resource['app.installation.id'];
    return typeof id === 'string' ? id : 'none';
  }

  /** Lets commands be recorded while no sender is due. */
  async function recordTwo(endpoint: string = NOWHERE): Promise<void> {
    home.holdSender(endpoint);
    await acme('build', { env: YES, endpoint });
    await acme('exit 3', { env: YES, endpoint });
    expect(readSpool(home, endpoint).length).to.equal(2);
  }

  describe('status', () => {
    it('is what telemetry alone shows too, and says who decided', async () => {
      const env = { DO_NOT_TRACK: '1' };
      const [short, long] = await Promise.all([
        acme('telemetry', { env }),
        acme('telemetry status', { env }),
      ]);
      expect(short).to.deep.equal(long);
      expect(long).to.include({ exitCode: 0, stderr: '' });
      expect(long.stdout).to.match(/^Telemetry of acme is off: do-not-track \(DO_NOT_TRACK\), set\.\n/);
      expect(long.stdout).to.match(/^> do-not-track +no +DO_NOT_TRACK/m);
      for (const verb of ['inspect', 'log', 'doctor'])
        expect(long.stdout).to.contain(`acme telemetry ${verb}`);
      expect(home.tree()).to.deep.equal([]);
    });

    it('names every source with what it says and where it lies', async () => {
      const { sources, recording, decidedBy } = await readStatus({ env: { ...YES, CI: 'true' } });
      expect(recording).to.equal(true);
      expect(decidedBy).to.deep.include({ source: 'variable', where: 'ACME_TELEMETRY', says: 'yes' });
      const says = (sources as { source: string; says: string; where: string }[]).map(
        ({ source, says: said }) => `${source} ${said}`,
      );
      expect(says).to.deep.equal([
        'distribution nothing',
        'do-not-track nothing',
        'variable-disabled nothing',
        'variable yes',
        'otel-sdk-disabled nothing',
        'endpoint-variable nothing',
        'account nothing',
        'policy nothing',
        'project nothing',
        'user-no nothing',
        'user-yes nothing',
        'mode nothing',
        'ci no',
        'sandbox nothing',
        'notice no',
      ]);
    });

    it('tells what waits, what was sent and what was lost', async () => {
      receiver = await startReceiver(status(500));
      const { url } = receiver;
      await acme('build', { env: YES, endpoint: url });
      await home.quiet();
      await recordTwo(url);
      const { spools, identity } = await readStatus({ env: YES, endpoint: url });
      const bytes = readRecords(home, url).reduce((sum, record) => sum + record.length, 0);
      const [spool] = spools as Record<string, unknown>[];
      expect(spool).to.deep.include({
        url: `${url}/v1/traces`,
        isCurrent: true,
        waitingRecords: 2,
        delivered: 0,
        dropped: { 'refused-by-collector': 1 },
        foreignFiles: 0,
      });
      expect(spool?.['lastSend']).to.deep.include({ result: 'dropped', why: 'HTTP 500' });
      expect(Number(spool?.['waitingBytes'])).to.be.greaterThan(bytes);
      expect(identity).to.have.property('id', readSpool(home, url)[0]?.resource['app.installation.id']);
      const { stdout } = await acme('telemetry', { env: YES, endpoint: url });
      expect(stdout).to.match(/ is on: variable \(ACME_TELEMETRY\)/);
      expect(stdout)
        .to.match(/waiting +2 commands/)
        .and.match(/dropped: 1 refused-by-collector/);
    });

    it('shows spools of other collectors beside its own', async () => {
      await recordTwo();
      const { spools } = await readStatus({ env: YES, endpoint: 'http://127.0.0.1:10' });
      expect(
        (spools as { url: string; isCurrent: boolean; waitingRecords: number }[]).map(
          ({ url, isCurrent, waitingRecords }) => [url, isCurrent, waitingRecords],
        ),
      ).to.deep.equal([
        ['http://127.0.0.1:10/v1/traces', true, 0],
        [`${NOWHERE}/v1/traces`, false, 2],
      ]);
    });

    it('never obeys control characters in names of the environment', async () => {
      const { stdout } = await acme('telemetry', {
        env: { XDG_STATE_HOME: join(home.path, '\u001b[2J\u202e') },
      });
      expect(stdout).to.contain('\\u001b[2J\\u202e');
      // oxlint-disable-next-line no-control-regex
      expect(stdout).to.not.match(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    });
  });

  describe('enable', () => {
    it('makes the next command be recorded', async () => {
      home.holdSender(NOWHERE);
      const { stdout, stderr, exitCode } = await acme('telemetry enable');
      expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
      expect(stdout)
        .to.match(/^Telemetry of acme is on for the account /)
        .and.contain(home.path);
      await acme('build');
      expect(readSpool(home).map(({ name }) => name)).to.deep.equal(['acme build']);
    });

    it('takes a no back', async () => {
      await acme('telemetry disable');
      expect((await readStatus())['recording']).to.equal(false);
      await acme('telemetry enable');
      expect((await readStatus())['recording']).to.equal(true);
    });

    it('warns of what still says no', async () => {
      const { stdout, stderr, exitCode } = await acme('telemetry enable', { env: { DO_NOT_TRACK: '1' } });
      expect(exitCode).to.equal(0);
      expect(stdout).to.match(/^Your yes is stored/);
      expect(stderr)
        .to.match(/stays off/)
        .and.contain('DO_NOT_TRACK');
      expect((await readStatus())['recording'], 'without the variable').to.equal(true);
    });

    it('fails when the yes cannot be stored', async () => {
      home.write('.local/state/acme', 'a file');
      const before = home.tree();
      const { stdout, stderr, exitCode } = await acme('telemetry enable');
      expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
      expect(stderr).to.match(/^enable failed: .*\n$/);
      expect(home.tree()).to.deep.equal(before);
    });

    it("speaks for nobody else's home", async () => {
      const { stderr, exitCode } = await acme('telemetry enable', { env: { SUDO_UID: '1000' } });
      expect(exitCode).to.equal(1);
      expect(stderr).to.match(/^enable failed: nothing was changed/);
      expect(home.tree()).to.deep.equal([]);
    });
  });

  describe('disable', () => {
    it('deletes all that was stored, and stays', async () => {
      await acme('telemetry enable');
      await recordTwo();
      const { stdout, stderr, exitCode } = await acme('telemetry disable');
      expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
      expect(stdout).to.match(
        /^Telemetry of acme is off for the account .*; what was stored is deleted\.\n$/,
      );
      const left = home.tree().filter((name) => !name.endsWith('/'));
      expect(left).to.deep.equal(['.config/acme/telemetry-disabled']);
      expect(home.tree()).to.not.include('.local/state/acme/telemetry/spool/');
      await acme('build', { env: YES });
      expect(home.tree().filter((name) => !name.endsWith('/'))).to.deep.equal(left);
    });

    it('deletes the rest where something is a link, and says what it left alone', async () => {
      await recordTwo();
      home.write('elsewhere.json', '{"enabled":true,"noticeVersion":1}');
      symlinkSync(join(home.path, 'elsewhere.json'), join(home.state, 'enabled.json'));
      const { stderr, exitCode } = await acme('telemetry disable');
      expect(exitCode).to.equal(1);
      expect(stderr).to.match(/^Not all was deleted: .*enabled\.json is a link/);
      const left = home.tree().filter((name) => !name.endsWith('/'));
      expect(left).to.have.members([
        '.config/acme/telemetry-disabled',
        '.local/state/acme/telemetry/enabled.json',
        'elsewhere.json',
      ]);
    });

    it('works where nothing was stored', async () => {
      const { stderr, exitCode } = await acme('telemetry disable', { env: { DO_NOT_TRACK: '1' } });
      expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
      expect((await readStatus({ env: YES }))['decidedBy']).to.deep.include({ source: 'user-no' });
    });

    for (const [what, place] of [
      ['the config folder is a file', '.config/acme'],
      ['the folder above it is a file', '.config'],
    ] as const) {
      it(`fails when ${what}`, async () => {
        home.write(place, 'a file');
        const { stdout, stderr, exitCode } = await acme('telemetry disable', { env: YES });
        expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
        expect(stderr).to.match(/^disable failed, the no is not stored: .*\n$/);
      });
    }

    it('waits for a sender at work', async () => {
      receiver = await startReceiver((response) => {
        setTimeout(() => response.end(), 300);
      });
      const { url, bodies } = receiver;
      await acme('build', { env: YES, endpoint: url });
      await waitFor(() => bodies.length > 0, 'the request that is under way');
      const { stderr, exitCode } = await acme('telemetry disable', { env: YES, endpoint: url });
      expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
      expect(existsSync(join(home.state, 'spool'))).to.equal(false);
    });

    it('says that a request is under way when it has waited enough', async () => {
      receiver = await startReceiver(hang);
      const { url, bodies } = receiver;
      await acme('build', { env: YES, endpoint: url });
      await waitFor(() => bodies.length > 0, 'the request that hangs');
      const { stderr, exitCode } = await acme('telemetry disable', { env: YES, endpoint: url });
      expect(exitCode).to.equal(0);
      expect(stderr).to.equal('A request was already under way and may still arrive.\n');
      await receiver.close();
      await home.quiet();
      const left = home.tree().filter((name) => !name.endsWith('/'));
      expect(left, 'the sender leaves nothing behind').to.deep.equal(['.config/acme/telemetry-disabled']);
    });
  });

  describe('inspect', () => {
    it('prints the bytes that are sent then', async () => {
      const down = await closedPort();
      await recordTwo(down);
      const { stdout, stderr, exitCode } = await acme('telemetry inspect', {
        endpoint: down,
        options: { headers: { 'x-key': 'ingest' } },
      });
      expect(exitCode).to.equal(0);
      expect(stderr).to.contain(`1 request waiting: POST ${down}/v1/traces\n`).and.contain('x-key: ingest');
      expect(readSpool(home, down).length, 'nothing was taken').to.equal(2);
      expect(sendersOf(home.path)).to.deep.equal([]);

      const collector = await startCollector({ port: Number(new URL(down).port) });
      await runHost(home, 'kicks-the-sender.js', {
        env: YES,
        endpoint: down,
        args: [home.spool(down).scheduleFile],
      });
      await home.quiet();
      await collector.close();
      const bodies = collector.requests.map(({ body }) => body.toString('utf8'));
      const sent = bodies.join('').replaceAll(']}{"resourceSpans":[', ',');
      expect(collector.spans.length).to.equal(3);
      expect(stdout.endsWith('\n')).to.equal(true);
      // The command that started the sender was recorded after the look.
      expect(sent.startsWith(stdout.slice(0, -']}\n'.length))).to.equal(true);
    });

    it('prints exactly one request when nothing comes after it', async () => {
      receiver = await startReceiver(status(503));
      const { url, bodies } = receiver;
      await acme('build', { env: YES, endpoint: url });
      await home.quiet();
      const { stdout } = await acme('telemetry inspect', { endpoint: url });
      expect(stdout).to.equal(`${bodies[0]}\n`);
    });

    it('shows commands that were killed', async () => {
      home.holdSender(NOWHERE);
      await runHost(home, 'dies.js', { env: YES, args: ['SIGKILL'] });
      const { stdout } = await acme('telemetry inspect');
      expect(stdout).to.contain('"killed"');
    });

    for (const [when, env] of [
      ['after a yes', YES],
      ['after a no', { DO_NOT_TRACK: '1' }],
    ] as const) {
      it(`says so when nothing waits: ${when}`, async () => {
        const { stdout, stderr, exitCode } = await acme('telemetry inspect', { env });
        expect({ stdout, stderr, exitCode }).to.deep.equal({
          stdout: '',
          stderr: 'Nothing is waiting to be sent.\n',
          exitCode: 0,
        });
      });
    }

    it('shows what an earlier yes left after a no', async () => {
      await recordTwo();
      const { stdout } = await acme('telemetry inspect', { env: { ACME_TELEMETRY: '0' } });
      expect(stdout).to.contain('acme build').and.contain('acme exit');
    });
  });

  describe('reset', () => {
    it('prints the old id, deletes what waits, and a new one is made', async () => {
      await recordTwo();
      const old = recordedId();
      const { stdout, stderr, exitCode } = await acme('telemetry reset', { env: YES });
      expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
      expect(stdout).to.contain(old).and.contain('What was stored is deleted.');
      expect(readSpool(home)).to.deep.equal([]);
      expect(existsSync(join(home.state, 'identity.json'))).to.equal(false);
      home.holdSender(NOWHERE);
      await acme('build', { env: YES });
      const id = recordedId();
      expect(id)
        .to.match(/^[0-9a-f-]{36}$/)
        .and.not.equal(old);
      expect(readJson(join(home.state, 'identity.json'))['id']).to.equal(id);
    });

    it('says so when there was none', async () => {
      const { stdout, exitCode } = await acme('telemetry reset', { env: { DO_NOT_TRACK: '1' } });
      expect(exitCode).to.equal(0);
      expect(stdout).to.contain('There was no installation id.');
      expect(home.tree()).to.deep.equal([]);
    });

    it('keeps a yes and a no', async () => {
      await acme('telemetry enable');
      await acme('telemetry reset');
      expect((await readStatus())['recording']).to.equal(true);
      await acme('telemetry disable');
      await acme('telemetry reset');
      expect((await readStatus())['recording']).to.equal(false);
    });
  });

  it('explains in its help how to turn it off on each system', async () => {
    const { stdout, stderr, exitCode } = await acme('telemetry --help');
    expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
    for (const system of ['Linux', 'macOS', 'Windows Command Prompt', 'Windows PowerShell']) {
      expect(stdout).to.contain(system);
    }
    expect(stdout)
      .to.contain('ACME_TELEMETRY=0')
      .and.contain('acme telemetry disable')
      .and.contain('DO_NOT_TRACK=1')
      .and.contain('ACME_TELEMETRY=inspect acme');
  });

  it('is not recorded, whichever verb runs', async () => {
    home.holdSender(NOWHERE);
    const typed = [
      'telemetry',
      'telemetry status',
      'telemetry status --json',
      'telemetry inspect',
      'telemetry log',
      'telemetry doctor',
      'telemetry enable',
    ];
    for (const words of [
      ...typed,
      'telemetry --help',
      'telemetry help',
      'telemetry nonsense',
      'help telemetry',
    ]) {
      await acme(words, { env: YES });
    }
    expect(readSpool(home)).to.deep.equal([]);
    expect(home.tree().filter((name) => name.endsWith('.jsonl'))).to.deep.equal([]);
  });

  it('refuses a mistyped verb with the right ones, and does not record it', async () => {
    home.holdSender(NOWHERE);
    const { stdout, stderr, exitCode } = await acme('telemetry disabel', { env: YES });
    expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
    expect(stderr).to.match(/unknown command 'disabel'.*\bdisable\b/);
    expect(readSpool(home)).to.deep.equal([]);
  });

  it('says under the debug variable which source keeps a command unrecorded', async () => {
    const { stderr, exitCode } = await acme('build', {
      env: { ACME_TELEMETRY: '0', ACME_TELEMETRY_DEBUG: '1' },
    });
    expect(stderr).to.match(/^commandspan: nothing is recorded: variable \(ACME_TELEMETRY\), set/);
    expect(exitCode).to.equal(0);
  });

  it('takes a no where the program itself requires an option', async () => {
    const args = ['telemetry', 'disable'];
    const { exitCode, stderr } = await runHost(home, 'has-verbs-and-a-required-option.js', { args });
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    expect(home.tree()).to.include('.config/acme/telemetry-disabled');
  });

  it('answers under another word too', async () => {
    const { stdout } = await runHost(home, 'has-verbs-called-stats.js', { args: ['stats', 'disable'] });
    expect(stdout).to.match(/^Telemetry of acme is off/);
    expect(readFileSync(join(home.config, 'telemetry-disabled'), 'utf8')).to.not.equal('');
  });

  it('is listed in the help of the program', async () => {
    expect((await acme('--help')).stdout).to.match(/^ {2}telemetry /m);
  });
});
