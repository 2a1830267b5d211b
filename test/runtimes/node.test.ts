import { join } from 'node:path';
import { expect } from 'chai';
import { installInProject, packedTarballs } from '../support/packed.ts';
import { nodeRuntime, whyNoRuntime } from '../support/runtime.ts';
import { skipUnless } from '../support/skip.ts';
import { useHomeAndCollector, type HomeAndCollector } from '../support/use-home-and-collector.ts';
import { ended, expectArrived, expectWholeLife, filesOf, runInstalled } from '../support/whole-life.ts';

const TOOL = 'node_modules/acme';

let project = '';
let surroundings: HomeAndCollector;

for (const major of [22, 24, 26]) {
  const runtime = nodeRuntime(major);

  describe(`a tool on Node ${major}`, function () {
    this.timeout(30_000);

    before(function () {
      skipUnless(this, whyNoRuntime(runtime));
      project ||= installInProject([packedTarballs().acme]);
    });

    useHomeAndCollector((fresh) => (surroundings = fresh));

    for (const [kind, file] of [
      ['an ES module', 'cli.js'],
      ['a CommonJS module', 'cli.cjs'],
    ] as const) {
      it(`records, sends and is silenced, as ${kind}`, async () => {
        const spans = await expectWholeLife(surroundings, {
          command: [...runtime.command, join(project, TOOL, file)],
        });
        expect(spans[0]?.resource['process.runtime.name']).to.equal('nodejs');
        expect(spans[0]?.resource['process.runtime.version']).to.match(new RegExp(`^${major}\\.`));
      });
    }

    for (const command of ['crash', 'reject']) {
      it(`reports the end of a command: ${command}`, async () => {
        const installed = { command: [...runtime.command, join(project, TOOL, 'cli.js')] };
        const { exitCode, stderr } = await runInstalled(surroundings, installed, command);
        expect(exitCode).to.equal(1);
        expect(stderr).to.match(/ChecksumMismatch: a3f1/);
        await expectArrived(surroundings, 1);
        expect(surroundings.collector.spans[0]?.attributes).to.include({
          'cli.command': command,
          'cli.outcome': 'crashed',
          'error.type': 'ChecksumMismatch',
        });
      });
    }

    it('works as without telemetry, and leaves nothing, where the permission model lets it only read', async () => {
      const restricted = [...runtime.command, '--permission', '--allow-fs-read=*', '--no-warnings'];
      const installed = { command: [...restricted, join(project, TOOL, 'cli.js')] };
      expect(await runInstalled(surroundings, installed, 'deploy')).to.deep.equal(ended(0, 'deployed\n'));
      expect(await runInstalled(surroundings, installed, 'verify')).to.deep.equal(ended(3, ''));
      expect(filesOf(surroundings.home)).to.deep.equal([]);
    });
  });
}
