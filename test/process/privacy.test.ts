import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import { CATALOG } from '../../src/catalog/catalog.ts';
import { makeHome, type Home } from '../support/home.ts';
import { HOSTILE, USERS_TRACE_ID, ZANZIBAR } from '../support/otel-variables.ts';
import { runHost, withoutOurFrames, runAlike, YES } from '../support/run-host.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

describe('what is recorded', () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  /** The bytes of all files below the home, names included. */
  const bytesOnDisk = (): string =>
    home
      .tree()
      .map((name) => (name.endsWith('/') ? name : name + readFileSync(join(home.path, name), 'latin1')))
      .join('\n');

  const received = (): string =>
    collector.requests.map(({ headers, body }) => JSON.stringify(headers) + body.toString('utf8')).join('\n');

  it('holds no word of arguments, environment, folder, message or undeclared name', async () => {
    const args = ['login', 'zanzibar-user', '--token', 'zanzibar-token'];
    const env = {
      ...YES,
      ZANZIBAR: 'zanzibar',
      USER: 'zanzibar',
      LOGNAME: 'zanzibar',
      HOSTNAME: 'zanzibar',
      npm_config_user_agent: 'zanzibar/1.0.0',
      npm_package_name: 'zanzibar',
      TERM_PROGRAM: 'zanzibar',
      AI_AGENT: 'zanzibar',
      ACME_TELEMETRY_ZANZIBAR: 'zanzibar',
    };
    home.holdSender(collector.url);
    const options = { args, env, endpoint: collector.url, alike: withoutOurFrames };
    const { stderr } = await runAlike(home, 'holds-secrets.js', options);
    expect(stderr).to.contain(ZANZIBAR);
    await runHost(home, 'dies.js', { ...options, args: ['SIGKILL', 'zanzibar'] });
    expect(bytesOnDisk()).to.contain('acme').and.not.contain(ZANZIBAR);
    home.makeDue(collector.url);
    await runHost(home, 'ends.js', options);
    await home.quiet();
    expect(collector.spans.length).to.be.greaterThan(3);
    expect(received()).to.not.contain(ZANZIBAR);
    expect(received()).to.not.contain(home.path);
    expect(bytesOnDisk()).to.not.contain(ZANZIBAR);
  });

  it('holds only what the catalog lists', async () => {
    await runHost(home, 'holds-secrets.js', {
      args: ['login', 'x', '--token', 'x'],
      env: YES,
      endpoint: collector.url,
    });
    await home.quiet();
    const keys = collector.spans.flatMap(({ attributes, resource }) => [
      ...Object.keys(attributes),
      ...Object.keys(resource),
    ]);
    expect(keys.filter((key) => !CATALOG.has(key))).to.deep.equal([]);
  });

  it('does not change with the OpenTelemetry variables of the user', async () => {
    const withoutThem = { env: YES, endpoint: collector.url };
    home.holdSender(collector.url);
    await runHost(home, 'takes-steps.js', withoutThem);
    home.makeDue(collector.url);
    await runAlike(home, 'takes-steps.js', { env: { ...YES, ...HOSTILE }, endpoint: collector.url });
    await home.quiet();

    const names = collector.spans.map(({ name, attributes, resource, kind }) =>
      JSON.stringify({ name, attributes, resource, kind }),
    );
    expect(names.length).to.equal(20);
    const traces = Map.groupBy(collector.spans, ({ traceId }) => traceId);
    expect(traces.size).to.equal(2);
    expect([...traces.keys()]).to.not.include(USERS_TRACE_ID);
    expect(names.slice(0, 10).toSorted()).to.deep.equal(names.slice(10).toSorted());
    const [request] = collector.requests;
    expect(request?.headers).to.not.have.any.keys('authorization', 'x-zanzibar', 'traceparent', 'baggage');
    expect(request?.headers).to.include({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'user-agent': `acme/1.2.3 commandspan/${String(collector.spans[0]?.scope.version)}`,
    });
    expect(received()).to.not.contain(ZANZIBAR);
  });

  it("goes out with the vendor's headers", async () => {
    const options = { headers: { 'x-ingestion-key': 'public' } };
    await runHost(home, 'ends.js', { env: YES, endpoint: collector.url, options });
    await home.quiet();
    expect(collector.requests[0]?.headers['x-ingestion-key']).to.equal('public');
  });
});

describe('a collector that the user named', () => {
  let home: Home;
  let vendors: Collector;
  let own: Collector;

  beforeEach(async () => {
    home = makeHome();
    vendors = await startCollector({ port: 0 });
    own = await startCollector({ port: 0 });
  });

  afterEach(async () => {
    await home.remove();
    await vendors.close();
    await own.close();
  });

  it('gets the spans of this run at once, without id or headers of the vendor', async () => {
    const options = { endpoint: vendors.url, options: { headers: { 'x-ingestion-key': 'public' } } };
    home.holdSender(vendors.url);
    await runHost(home, 'ends.js', { ...options, env: YES });
    for (let run = 1; run <= 2; run += 1) {
      await runAlike(home, 'ends.js', { ...options, env: { ...YES, ACME_TELEMETRY_ENDPOINT: own.url } });
      await home.quiet();
      expect(own.spans.length).to.equal(run);
    }
    expect(vendors.spans).to.deep.equal([]);
    expect(own.spans[0]?.resource).to.not.have.property('app.installation.id');
    expect(own.requests[0]?.headers).to.not.have.property('x-ingestion-key');
  });

  it('is not a yes', async () => {
    await runAlike(home, 'ends.js', { endpoint: vendors.url, env: { ACME_TELEMETRY_ENDPOINT: own.url } });
    expect(home.tree()).to.deep.equal([]);
  });
});
