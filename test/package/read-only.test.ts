import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { giveHome, OTHER, whyNoOtherAccount } from '../support/other-account.ts';
import { installInProject, packedTarballs, toolPath } from '../support/packed.ts';
import { startProgram, type HostResult } from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { useHomeAndCollector, type HomeAndCollector } from '../support/use-home-and-collector.ts';
import { expectWholeLife, runInstalled, type Installed } from '../support/whole-life.ts';

/** Modes mean nothing to root, who may write everywhere; to any other account they mean what a read-only image does. */
const ACCOUNT = process.geteuid?.() === 0 ? { uid: OTHER } : {};

describe('a tool in an image that is read-only', function () {
  this.timeout(60_000);
  let project = '';
  let installed: Installed;
  let surroundings: HomeAndCollector;

  before(function () {
    if ('uid' in ACCOUNT) skipUnless(this, whyNoOtherAccount());
    project = installInProject([packedTarballs().acme]);
    setModes(project, { file: 0o555, folder: 0o555 });
    const env = { PATH: toolPath() };
    installed = { command: [join(project, 'node_modules/.bin/acme')], cwd: '/', env, ...ACCOUNT };
  });

  after(() => {
    if (project !== '') setModes(project, { file: 0o755, folder: 0o755 });
  });

  // Before the home is removed, which only a folder that can be written allows.
  afterEach(() => setModes(surroundings.home.path, { file: 0o600, folder: 0o700 }));

  useHomeAndCollector((fresh) => (surroundings = fresh));

  beforeEach(() => {
    if ('uid' in ACCOUNT) giveHome(surroundings.home);
  });

  it('records, sends and is silenced where the home can be written', async () => {
    expect(await canWrite(project)).to.equal(false);
    await expectWholeLife(surroundings, installed);
  });

  for (const [what, prepare] of [
    ['nothing was ever stored', () => undefined],
    ['the image holds what an earlier command stored', () => runInstalled(surroundings, installed, 'deploy')],
  ] as const) {
    it(`works as without telemetry where the home is read-only too: ${what}`, async () => {
      const { home, collector } = surroundings;
      home.holdSender(collector.url);
      if ('uid' in ACCOUNT) giveHome(home);
      await prepare();
      setModes(home.path, { file: 0o400, folder: 0o500 });
      expect(await canWrite(home.path)).to.equal(false);
      const before = home.tree();
      for (const args of [['deploy'], ['verify'], ['crash'], ['reject'], ['--deploy']]) {
        const [seen, silenced] = await Promise.all([
          runInstalled(surroundings, installed, ...args),
          runInstalled(
            surroundings,
            { ...installed, env: { ...installed.env, ACME_TELEMETRY: '0' } },
            ...args,
          ),
        ]);
        expect(seen).to.deep.equal(silenced);
      }
      expect(home.tree()).to.deep.equal(before);
      expect(sendersOf(home.path)).to.deep.equal([]);
      expect(collector.requests).to.deep.equal([]);
    });
  }

  it('says that a no cannot be stored where the home is read-only', async () => {
    const { home } = surroundings;
    chmodSync(home.path, 0o500);
    const { exitCode, stderr } = await runInstalled(surroundings, installed, 'telemetry', 'disable');
    expect(stderr).to.match(/^disable failed, the no is not stored: /);
    expect(exitCode).to.equal(1);
    const status = await runInstalled(surroundings, installed, 'telemetry', 'status');
    expect(status).to.deep.include({ exitCode: 0, stderr: '' });
    expect(home.tree()).to.deep.equal([]);
  });

  /** Whether the account that runs the tool can make a file in a folder. */
  async function canWrite(folder: string): Promise<boolean> {
    const command = ['/bin/sh', '-c', 'touch "$0" 2>/dev/null', join(folder, 'probe')];
    const { exitCode }: HostResult = await startProgram(surroundings.home, command, { cwd: '/', ...ACCOUNT })
      .result;
    return exitCode === 0;
  }
});

/** Sets the modes of all that lies in a folder, and of the folder. */
function setModes(
  folder: string,
  { file, folder: mode }: { readonly file: number; readonly folder: number },
): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) setModes(path, { file, folder: mode });
    else if (entry.isFile()) chmodSync(path, file);
  }
  chmodSync(folder, mode);
}
