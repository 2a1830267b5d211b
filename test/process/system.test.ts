import { chownSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { NOWHERE, runHost, YES, type HostOptions, type HostResult } from '../support/run-host.ts';
import { readSpool } from '../support/spool.ts';

describe('acme telemetry --system', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
    home.holdSender(NOWHERE);
  });

  afterEach(() => home.remove());

  function acme(typed: string, options: HostOptions = {}): Promise<HostResult> {
    const directories = { policy: join(home.path, 'etc/acme') };
    return runHost(home, 'has-verbs.js', { ...options, options: { directories }, args: typed.split(' ') });
  }

  const files = (): string[] => home.tree().filter((name) => !name.endsWith('/'));
  const POLICY = 'etc/acme/telemetry.json';

  it('turns it off for everybody, and says where', async () => {
    await acme('build', { env: YES });
    await acme('telemetry enable');
    const before = files();
    const { stdout, stderr, exitCode } = await acme('telemetry disable --system');
    expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
    expect(stdout).to.contain(`every account of this machine: ${join(home.path, POLICY)}`);
    expect(files(), "nobody's files are touched").to.have.members([...before, POLICY]);
    expect(readFileSync(join(home.path, POLICY), 'utf8')).to.equal('{"enabled":false}\n');
    expect(statSync(join(home.path, POLICY)).mode & 0o777).to.equal(0o644);
    await acme('build', { env: YES });
    expect(readSpool(home).length, 'only the command before it').to.equal(1);
    const status = await acme('telemetry status', { env: YES });
    expect(status.stdout).to.match(
      /^Telemetry of acme is off: policy \(.*etc\/acme\/telemetry\.json\), says no\.\n/,
    );
    expect(status.stdout).to.match(/^> policy +no /m);
  });

  it('takes the no back, which is no yes', async () => {
    await acme('telemetry disable --system');
    const { stdout, stderr, exitCode } = await acme('telemetry enable --system');
    expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
    expect(stdout).to.contain('is no longer off').and.contain(join(home.path, POLICY));
    expect(files()).to.not.include(POLICY);
    await acme('build');
    expect(readSpool(home)).to.deep.equal([]);
    await acme('build', { env: YES });
    expect(readSpool(home).length).to.equal(1);
  });

  it('works as sudo runs it, whose own no is about an account', async () => {
    const env = { SUDO_UID: '1000' };
    expect(await acme('telemetry disable --system', { env })).to.include({ stderr: '', exitCode: 0 });
    expect(files()).to.include(POLICY);
    expect(await acme('telemetry enable --system', { env })).to.include({ stderr: '', exitCode: 0 });
    expect(files()).to.not.include(POLICY);
  });

  it('leaves a no of this account to enable without it', async () => {
    await acme('telemetry disable');
    await acme('telemetry disable --system');
    expect((await acme('telemetry enable')).stderr).to.match(/stays off, .*\n +policy: /);
    await acme('telemetry enable --system');
    expect((await acme('telemetry status')).stdout).to.match(/^Telemetry of acme is on/);
  });

  it('fails where it is not permitted', async () => {
    home.write('etc', 'a file');
    const before = files();
    for (const verb of ['disable', 'enable']) {
      const { stdout, stderr, exitCode } = await acme(`telemetry ${verb} --system`);
      expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
      expect(stderr).to.match(new RegExp(`^${verb} --system failed: .*telemetry.json cannot be .*\\n$`));
    }
    expect(files()).to.deep.equal(before);
  });

  it('does not hear a policy of an account that is nobody’s administrator as anything but a no', async function () {
    if (process.getuid?.() !== 0) this.skip();
    await acme('telemetry disable --system');
    chownSync(join(home.path, POLICY), 1000, 1000);
    const { stdout } = await acme('telemetry status', { env: YES });
    expect(stdout).to.match(/is off: policy .*owned by another account/);
    expect(await acme('telemetry enable --system')).to.include({ exitCode: 0 });
    expect((await acme('telemetry status', { env: YES })).stdout).to.match(/ is on/);
  });
});
