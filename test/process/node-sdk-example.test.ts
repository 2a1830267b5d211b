import { join } from 'node:path';
import { expect } from 'chai';
import { CATALOG } from '../../src/catalog/catalog.ts';
import type { Collector } from '../../src/collector/server.ts';
import type { Home } from '../support/home.ts';
import { runHost, type HostResult } from '../support/run-host.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

const CLI = join(import.meta.dirname, '../../examples/node-sdk/cli.js');

describe('the example with a NodeSDK of its own', () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<HostResult> =>
    runHost(home, CLI, { args, env: { GREET_TELEMETRY: '1', GREET_COLLECTOR: collector.url, ...env } });

  it('says hello, and the collector has the command, its step and what it ran on', async () => {
    expect(await run(['hello', 'secret', '--loud'])).to.deep.equal({
      exitCode: 0,
      signal: null,
      stdout: 'HELLO, SECRET.\n',
      stderr: '',
    });
    const [step, command] = collector.spans;
    expect([step?.name, command?.name]).to.deep.equal(['greet', 'greet hello']);
    expect(step?.parentSpanId).to.equal(command?.spanId);
    expect(command?.attributes).to.deep.equal({
      'process.executable.name': 'greet',
      'cli.command': 'hello',
      'cli.flags': ['loud'],
      'cli.outcome': 'success',
      'process.exit.code': 0,
    });
    expect(command?.resource).to.include({ 'service.name': 'greet', 'service.version': '1.0.0' });
    expect(Object.keys(command?.resource ?? {}).filter((key) => !CATALOG.has(key))).to.deep.equal([]);
    expect(collector.requests.map(({ body }) => body.toString('latin1')).join()).to.not.match(/secret/i);
  });

  it('fails to wave, and names the error', async () => {
    expect(await run(['wave'])).to.include({ exitCode: 1, stderr: 'there is nobody to wave at\n' });
    const [command, ...others] = collector.spans;
    expect(others).to.deep.equal([]);
    expect(command?.attributes).to.include({ 'cli.command': 'wave', 'error.type': 'NobodyThere' });
    expect(command?.status).to.deep.equal({ code: 2, message: '' });
  });

  it('lets users say no, and names the collector', async () => {
    expect((await run(['telemetry', 'status'])).stdout).to.contain(
      `${collector.url}/v1/traces, as chosen by an OpenTelemetry SDK of its own`,
    );
    expect((await run(['telemetry', 'disable'])).stdout).to.match(/^Telemetry of greet is off/);
    expect(await run(['hello', 'world'])).to.include({ exitCode: 0, stdout: 'Hello, world.\n' });
    expect(collector.requests).to.deep.equal([]);
  });
});
