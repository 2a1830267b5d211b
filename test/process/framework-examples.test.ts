import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import type { Attributes } from '../../src/collector/spans.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runHost, type HostResult } from '../support/run-host.ts';

const FOLDER = join(import.meta.dirname, '../../examples/frameworks');
const FRAMEWORKS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

for (const framework of FRAMEWORKS) {
  describe(`the example for ${framework}`, () => {
    let home: Home;
    let collector: Collector;

    beforeEach(async () => {
      home = makeHome('greet');
      collector = await startCollector({ port: 0 });
    });

    afterEach(async () => {
      await home.remove();
      await collector.close();
    });

    const run = async (...args: readonly string[]): Promise<HostResult> => {
      const env = { GREET_TELEMETRY: '1', GREET_TELEMETRY_ENDPOINT: collector.url };
      const result = await runHost(home, join(FOLDER, framework, 'cli.js'), { args, env });
      await home.quiet();
      return result;
    };
    const received = (): readonly Attributes[] => collector.spans.map(({ attributes }) => attributes);

    it('says hello, and the collector hears of it', async () => {
      expect(await run('hello', 'secret', '--loud')).to.deep.equal({
        exitCode: 0,
        signal: null,
        stdout: 'HELLO, SECRET.\n',
        stderr: '',
      });
      expect(received()).to.deep.equal([
        {
          'process.executable.name': 'greet',
          'cli.command': 'hello',
          'cli.flags': ['loud'],
          'cli.outcome': 'success',
          'process.exit.code': 0,
        },
      ]);
    });

    it('fails to wave, and names the error', async () => {
      const { exitCode, stderr } = await run('wave');
      expect(exitCode).to.be.greaterThan(0);
      expect(stderr).to.contain('there is nobody to wave at');
      expect(received()).to.have.lengthOf(1);
      expect(received()[0]).to.include({ 'cli.command': 'wave', 'error.type': 'NobodyThere' });
    });

    it('lets users say no', async () => {
      const { exitCode, stdout } = await run('telemetry', 'disable');
      expect({ exitCode, stdout }).to.deep.include({ exitCode: 0 });
      expect(stdout).to.match(/^Telemetry of greet is off/);
      await run('hello', 'world');
      expect(received()).to.deep.equal([]);
    });
  });
}
