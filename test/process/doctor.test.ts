import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { machineToken } from '../../src/spool/machine.ts';
import { makeHome, type Home } from '../support/home.ts';
import { closedPort, hang, startReceiver, status, type Receiver } from '../support/receivers.ts';
import {
  nodeArguments,
  runHost,
  startProgram,
  YES,
  type HostOptions,
  type HostResult,
} from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { startTlsGate, whyNoCertificate, type TlsGate } from '../support/tls-gate.ts';
import { traceHost, whyNotTraced } from '../support/traced-host.ts';

/** What `doctor --json` prints. */
interface Doctor {
  readonly healthy: boolean;
  readonly checks: readonly { name: string; state: string; says: string; remedy?: string }[];
}

describe('acme telemetry doctor', () => {
  let home: Home;
  let receiver: Receiver;

  beforeEach(async () => {
    home = makeHome();
    receiver = await startReceiver(status(200));
  });

  afterEach(async () => {
    await receiver.close();
    await home.remove();
  });

  /** What is wrong, and the row of the collector. */
  async function diagnose(
    options: HostOptions = {},
  ): Promise<{ problems: string[]; collector: string; all: Doctor; exitCode: number | null }> {
    const args = ['telemetry', 'doctor', '--json'];
    const given = { endpoint: receiver.url, ...options, env: { ...YES, ...options.env }, args };
    const { stdout, stderr, exitCode } = await runHost(home, 'has-verbs.js', given);
    expect(stderr).to.equal('');
    const all = JSON.parse(stdout) as Doctor;
    expect(exitCode).to.equal(all.healthy ? 0 : 1);
    const collector = all.checks.find(({ name }) => name === 'collector');
    const problems = all.checks.filter(({ state }) => state === 'problem').map(({ name }) => name);
    return { problems, collector: `${collector?.state} ${collector?.says}`, all, exitCode };
  }

  it('finds nothing wrong where all is well, asks the collector with nothing, and writes nothing', async () => {
    const { problems, collector, all, exitCode } = await diagnose();
    expect(problems).to.deep.equal([]);
    expect(exitCode).to.equal(0);
    expect(collector).to.equal(`ok ${receiver.url}/v1/traces answers`);
    expect(receiver.bodies).to.deep.equal(['{"resourceSpans":[]}']);
    expect(home.tree().filter((name) => !name.endsWith('/'))).to.deep.equal([]);
    expect(all.checks.map(({ name }) => name)).to.deep.equal([
      'consent',
      'node',
      'files',
      'sender',
      'config folder',
      'state folder',
      'spool folder',
      'identity',
      'lock',
      'next send',
      'waiting',
      'so far',
      'last send',
      'proxy',
      'certificates',
      'collector',
    ]);
  });

  it('says the same to a person, and what to do', async () => {
    const well = await runHost(home, 'has-verbs.js', {
      args: ['telemetry', 'doctor'],
      env: YES,
      endpoint: receiver.url,
    });
    expect(well).to.include({ stderr: '', exitCode: 0 });
    expect(well.stdout).to.match(
      /^ok  consent +on, variable \(ACME_TELEMETRY\), set to yes\n(ok .*\n){15}\nNo problems\.\n$/,
    );
    const down = await closedPort();
    const ill = await runHost(home, 'has-verbs.js', {
      args: ['telemetry', 'doctor'],
      env: YES,
      endpoint: down,
    });
    expect(ill).to.include({ stderr: '', exitCode: 1 });
    expect(ill.stdout).to.match(
      /\n!!  collector +http.*ECONNREFUSED.*\n +-> \w.*\n\n1 problem, marked !!\n$/,
    );
  });

  it('says what a past send came to, and what was lost', async () => {
    const down = await closedPort();
    await runHost(home, 'takes-many-steps.js', { env: YES, endpoint: down });
    await home.quiet();
    const { problems, all } = await diagnose({ endpoint: down });
    expect(problems).to.deep.equal(['last send', 'collector']);
    const says = Object.fromEntries(all.checks.map(({ name, says: what }) => [name, what]));
    expect(says['last send']).to.match(/: kept for later \(ECONNREFUSED\)$/);
    expect(says['next send']).to.match(/^not before 20.*, after 1 failed in a row$/);
    expect(says['so far']).to.equal('0 delivered, dropped: 800 too-many-steps');
    expect(says['waiting']).to.match(/^1 command, \d+ bytes$/);
  });

  for (const [title, code, fate] of [
    ['refuses it', 403, 'what is sent is dropped'],
    ['is away', 503, 'what waits is kept'],
  ] as const) {
    it(`says so when the collector ${title}`, async () => {
      await receiver.close();
      receiver = await startReceiver(status(code));
      const { problems, collector } = await diagnose();
      expect(problems).to.deep.equal(['collector']);
      expect(collector).to.contain(`HTTP ${code}`).and.contain(fate);
    });
  }

  it('gives up in time when the collector never answers', async () => {
    await receiver.close();
    receiver = await startReceiver(hang);
    const began = performance.now();
    const { collector } = await diagnose();
    expect(collector).to.contain('ETIMEDOUT, no answer in time');
    expect(performance.now() - began).to.be.below(8000);
  });

  it('says which authority is missing, and is content when it is named', async function () {
    skipUnless(this, whyNoCertificate());
    const gate: TlsGate = await startTlsGate(home.path);
    try {
      gate.open();
      const unknown = await diagnose({ endpoint: gate.url });
      expect(unknown.problems).to.deep.equal(['collector']);
      expect(unknown.collector).to.contain('authority that Node does not know');
      expect(gate.requests()).to.equal(0);
      const known = await diagnose({ endpoint: gate.url, env: { NODE_EXTRA_CA_CERTS: gate.certificate } });
      expect(known.problems).to.deep.equal([]);
      expect(gate.requests()).to.equal(1);
    } finally {
      await gate.close();
    }
  });

  it('asks as senders do: what Node was told for this process alone does not count', async function () {
    skipUnless(this, whyNoCertificate());
    const gate: TlsGate = await startTlsGate(home.path);
    try {
      gate.open();
      const env = { NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: gate.certificate };
      const { collector } = await diagnose({ endpoint: gate.url, env });
      expect(collector).to.contain('authority that Node does not know');
    } finally {
      await gate.close();
    }
  });

  it('says which variable names a proxy that is not there, and never its value', async () => {
    const proxy = (await closedPort()).replace('//', '//ada:pa55word@');
    const { problems, collector, all } = await diagnose({ env: { HTTP_PROXY: proxy } });
    expect(problems).to.deep.equal(['collector']);
    expect(collector).to.contain('with HTTP_PROXY set: ECONNREFUSED');
    expect(all.checks.find(({ name }) => name === 'collector')?.remedy).to.contain('the proxy of HTTP_PROXY');
    expect(JSON.stringify(all)).to.not.contain('pa55word');
    expect(receiver.bodies).to.deep.equal([]);
  });

  it('finds a proxy variable that is no URL', async () => {
    const { problems, collector } = await diagnose({ env: { HTTP_PROXY: 'http://[pa55word' } });
    expect(problems).to.deep.equal(['collector']);
    expect(collector).to.contain('ERR_PROXY_INVALID_CONFIG').and.not.contain('pa55word');
  });

  it('finds a state folder that is a link', async () => {
    mkdirSync(join(home.path, 'elsewhere'));
    mkdirSync(join(home.path, '.local/state'), { recursive: true });
    symlinkSync(join(home.path, 'elsewhere'), join(home.path, '.local/state/acme'));
    const { problems } = await diagnose();
    expect(problems).to.deep.equal(['state folder']);
  });

  it('finds a file in the place of the state folder', async () => {
    home.write('.local/state/acme', 'a file');
    const { problems, all } = await diagnose();
    expect(problems).to.include('state folder').and.not.include('config folder');
    expect(JSON.stringify(all)).to.contain('is no folder');
  });

  it('finds a sender that hangs on to its lock, a broken identity and files of nobody’s', async () => {
    const spool = home.spool(receiver.url);
    const write = (file: string, content: string): void => home.write(file.slice(home.path.length), content);
    write(
      spool.lockFile,
      JSON.stringify({ pid: process.pid, machine: machineToken(), since: Date.now() - 120_000 }),
    );
    write(join(home.state, 'identity.json'), '{}');
    write(join(spool.pendingDir, 'x'), '');
    symlinkSync('/etc/passwd', join(spool.pendingDir, '00000000000000ff.jsonl'));
    const { problems } = await diagnose();
    rmSync(spool.lockFile);
    expect(problems).to.deep.equal(['identity', 'lock', 'waiting']);
  });

  it('finds certificates that are missing', async () => {
    const { problems } = await diagnose({ env: { NODE_EXTRA_CA_CERTS: join(home.path, 'ca.pem') } });
    expect(problems).to.deep.equal(['certificates']);
  });

  for (const [when, env] of [
    ['a variable says no', { ACME_TELEMETRY: '0' }],
    ['the payload is only to be shown', { ACME_TELEMETRY: 'inspect' }],
    ['the named collector is no safe place', { ACME_TELEMETRY_ENDPOINT: 'http://collector.example' }],
  ] as const) {
    it(`asks nobody, and says so, when ${when}`, async () => {
      const { problems, collector } = await diagnose({ env });
      expect(problems).to.deep.equal([]);
      expect(collector).to.match(/^not-asked .* is not asked, because telemetry is off: \S*variable/);
      expect(receiver.bodies).to.deep.equal([]);
    });
  }

  it('asks the collector that the user named, without the vendor’s headers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    let head = '';
    server.on('connection', (socket) => {
      socket.on('data', (chunk) => {
        head += chunk.toString('latin1');
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      });
    });
    const { collector } = await diagnose({
      env: { ACME_TELEMETRY_ENDPOINT: `http://127.0.0.1:${port}` },
      options: { headers: { 'x-key': 'ingest' } },
    });
    server.close();
    expect(collector).to.equal(`ok http://127.0.0.1:${port}/v1/traces answers`);
    expect(head)
      .to.match(/^POST \/v1\/traces /)
      .and.not.contain('x-key');
    expect(head.toLowerCase()).to.contain('user-agent: acme/1.2.3 commandspan/');
    expect(receiver.bodies).to.deep.equal([]);
  });

  it('prints all and sets its exit code in a host that parses and exits at once', async () => {
    const args = ['telemetry', 'doctor'];
    const down = await closedPort();
    const { stdout, stderr, exitCode } = await runHost(home, 'has-verbs-and-exits-at-once.js', {
      args,
      env: YES,
      endpoint: down,
    });
    expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 1 });
    expect(stdout).to.match(/1 problem, marked !!\n$/);
  });

  it('says so where Node may not start processes, and nothing else of such a host changes', async () => {
    const options = { endpoint: receiver.url, env: YES, args: ['telemetry', 'doctor'] };
    const permitted = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*'];
    const start = (given: HostOptions): Promise<HostResult> =>
      startProgram(home, [process.execPath, ...permitted, ...nodeArguments('has-verbs.js', given)], given)
        .result;
    const command = await start({ ...options, args: ['wait'] });
    expect(command).to.deep.equal({ exitCode: 0, signal: null, stdout: 'waited\n', stderr: '' });
    const { stdout, stderr, exitCode } = await start(options);
    expect({ stderr, exitCode }, stdout).to.deep.equal({ stderr: '', exitCode: 1 });
    expect(stdout).to.match(/^!! {2}sender +none can be started: this process may not start another/m);
    expect(stdout)
      .to.match(/^ok {2}waiting +1 command/m)
      .and.to.match(/^-- {2}collector/m);
  });

  it('leaves no process behind', async () => {
    await diagnose();
    expect(sendersOf(home.path)).to.deep.equal([]);
  });

  describe('as the kernel sees it', () => {
    before(function () {
      skipUnless(this, whyNotTraced());
    });

    const network = async (env: Readonly<Record<string, string>>): Promise<string[]> => {
      const options = { args: ['telemetry', 'doctor'], env, endpoint: receiver.url };
      const { effects } = await traceHost(home, 'has-verbs.js', options);
      return effects.filter((call) => /^(socket|connect|execve|fork|vfork)\(/.test(call));
    };

    it('opens no socket and starts no process after a no, and does after a yes', async () => {
      const afterNo = await network({ ACME_TELEMETRY: '0' });
      expect(afterNo.map((call) => call.split('(')[0])).to.deep.equal(['execve']);
      const afterYes = await network(YES);
      expect(afterYes.some((call) => call.startsWith('connect(') && call.includes('AF_INET'))).to.equal(true);
      expect(afterYes.filter((call) => call.startsWith('execve(')).length).to.equal(2);
    });
  });
});
