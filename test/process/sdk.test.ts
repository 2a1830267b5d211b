import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { CATALOG } from '../../src/catalog/catalog.ts';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import { makeHome, type Home } from '../support/home.ts';
import { ZANZIBAR } from '../support/otel-variables.ts';
import { fixturePath, runHost, YES } from '../support/run-host.ts';

for (const [sdk, module] of [
  ['3.x', 'opentelemetry.js'],
  ['2.x', '../otel-2/opentelemetry.js'],
] as const) {
  describe(`a host with a NodeSDK ${sdk} of its own`, () => {
    let home: Home;
    let collector: Collector;

    beforeEach(async () => {
      home = makeHome();
      collector = await startCollector({ port: 0 });
    });

    afterEach(async () => {
      await home.remove();
      await collector.close();
    });

    const run = async (env: Readonly<Record<string, string>>): Promise<void> => {
      const { stdout, stderr, exitCode } = await runHost(home, 'runs-its-own-sdk.js', {
        endpoint: collector.url,
        args: [ZANZIBAR],
        env: {
          TEST_SDK: pathToFileURL(fixturePath(module)).href,
          OTEL_RESOURCE_ATTRIBUTES: `user.name=${ZANZIBAR},os.type=${ZANZIBAR},deployment.environment.name=dev`,
          OTEL_SERVICE_NAME: ZANZIBAR,
          ...env,
        },
      });
      expect({ stdout, stderr, exitCode }).to.deep.equal({ stdout: 'done\n', stderr: '', exitCode: 0 });
    };

    it('exports what the catalog lets through', async () => {
      await run(YES);
      const [upload, other, command] = collector.spans;
      expect(collector.spans.map(({ name }) => name)).to.deep.equal(['upload', '(other)', 'acme deploy']);
      expect(command?.attributes).to.deep.equal({
        'cli.command': 'deploy',
        'cli.flags': ['force'],
        'acme.template': 'python',
      });
      expect([upload?.attributes, other?.attributes]).to.deep.equal([{}, {}]);
      expect([upload?.parentSpanId, other?.parentSpanId]).to.deep.equal([command?.spanId, command?.spanId]);
      expect(collector.spans.map(({ status }) => status)).to.deep.equal(
        collector.spans.map(() => ({ code: 2, message: '' })),
      );
      const { resource = {} } = command ?? {};
      expect(resource).to.include({ 'service.name': 'acme', 'process.runtime.name': 'nodejs' });
      expect(Object.keys(resource).filter((key) => !CATALOG.has(key))).to.deep.equal([]);
    });

    it('exports no secret of attributes, events, names, messages, scope, arguments or variables', async () => {
      await run(YES);
      expect(collector.requests).to.have.lengthOf(1);
      const bytes = collector.requests.map(({ body }) => body.toString('latin1')).join('\n');
      for (const secret of [ZANZIBAR, home.path, process.execPath, 'runs-its-own-sdk', 'exception']) {
        expect(bytes).to.not.contain(secret);
      }
    });

    it('exports nothing after a no', async () => {
      await run({ ACME_TELEMETRY: '0' });
      expect(collector.requests).to.deep.equal([]);
      expect(home.tree()).to.deep.equal([]);
    });

    it('does not trace what it reads to learn of consent', async () => {
      await run({ ...YES, TEST_FS: '1' });
      expect(collector.spans.map(({ name }) => name)).to.deep.equal(['upload', '(other)', 'acme deploy']);
    });
  });
}
