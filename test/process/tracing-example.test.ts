import { join } from 'node:path';
import { expect } from 'chai';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import { startHeaderReceiver, type HeaderReceiver } from '../support/header-receiver.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runHost, type HostResult } from '../support/run-host.ts';

const PROGRAM = join(import.meta.dirname, '../../examples/tracing/cli.js');

describe('the example of tracing', () => {
  let home: Home;
  let users: Collector;
  let vendors: Collector;
  let registry: HeaderReceiver;

  beforeEach(async () => {
    home = makeHome('relay');
    [users, vendors, registry] = await Promise.all([
      startCollector({ port: 0 }),
      startCollector({ port: 0 }),
      startHeaderReceiver(),
    ]);
  });
  afterEach(async () => {
    await home.remove();
    await Promise.all([users.close(), vendors.close(), registry.close()]);
  });

  const run = async (file: string, env: Record<string, string>): Promise<HostResult> => {
    const result = await runHost(home, PROGRAM, {
      args: ['publish', file],
      env: { RELAY_REGISTRY: registry.url, ...env },
    });
    await home.quiet();
    return result;
  };
  /** Each span as its parent's name and its own. */
  const tree = ({ spans }: Collector): string[] =>
    spans.map(({ name, traceId, parentSpanId }) => {
      const parent = spans.find((span) => span.traceId === traceId && span.spanId === parentSpanId);
      return `${parent?.name ?? ''} > ${name}`;
    });
  const traced = (): Record<string, string> => ({ RELAY_OTEL_EXPORTER_OTLP_ENDPOINT: users.url });

  it('shows its user the child process, the steps and the request in one trace', async () => {
    const result = await run(PROGRAM, { ...traced(), DO_NOT_TRACK: '1' });
    expect(result).to.include({ exitCode: 0, stdout: 'checked\npublished\n', stderr: '' });
    expect(tree(users)).to.have.members([
      ' > relay publish',
      'relay publish > check',
      'check > relay check',
      'relay publish > upload',
      'upload > PUT',
    ]);
    expect(registry.requests[0]?.headers['traceparent']).to.contain(users.spans[0]?.traceId);
    expect(vendors.requests.length).to.equal(0);
  });

  it('shows its vendor two runs, one of which started the other, and in no trace of the user', async () => {
    const vendor = { RELAY_TELEMETRY: '1', RELAY_TELEMETRY_ENDPOINT: vendors.url };
    const { exitCode, stderr } = await run('nowhere', { ...traced(), ...vendor });
    expect([exitCode, stderr]).to.deep.equal([1, 'there is nothing to publish\n']);
    await runHost(home, PROGRAM, { args: ['check', PROGRAM], env: vendor });
    await home.quiet();
    expect(tree(vendors)).to.have.members([
      ' > relay publish',
      'relay publish > check',
      'relay publish > relay check',
      ' > relay check',
    ]);
    const failed = vendors.spans.find(({ attributes }) => attributes['error.type'] === 'NotThere');
    expect(failed?.name).to.equal('relay check');
    const seen = new Set(users.spans.map(({ traceId }) => traceId));
    expect(vendors.spans.filter(({ traceId }) => seen.has(traceId))).to.deep.equal([]);
  });

  it('leaves everything alone where nobody asked', async () => {
    expect(await run(PROGRAM, {})).to.include({ exitCode: 0, stdout: 'checked\npublished\n', stderr: '' });
    expect(registry.requests[0]?.headers).not.to.have.property('traceparent');
    expect(users.requests.length + vendors.requests.length).to.equal(0);
  });
});
