import { join } from 'node:path';
import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import { startHeaderReceiver, type HeaderReceiver } from '../support/header-receiver.ts';
import type { Home } from '../support/home.ts';
import { ATTRIBUTES } from '../support/host-attributes.ts';
import { isOnDisk } from '../support/orders.ts';
import { HOSTILE, USERS_PARENT_ID, USERS_TRACE_ID, workingVariables } from '../support/otel-variables.ts';
import { runAlike, runHost, YES } from '../support/run-host.ts';
import { readSpool } from '../support/spool.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

const FIXTURE = 'is-traced.js';
const INSTRUMENTATION = '@opentelemetry/instrumentation-http';
const SDK_2 = join(import.meta.dirname, '../otel-2/tracing-packages.cjs');
const NO = { DO_NOT_TRACK: '1' } as const;
const JOINED = { TRACEPARENT: `00-${USERS_TRACE_ID}-${USERS_PARENT_ID}-01` } as const;

describe('tracing for users', () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  const asked = (): Record<string, string> => ({ ACME_OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const command = (): ReceivedSpan | undefined => collector.spans.find(({ name }) => name === 'acme deploy');
  const alike = (printed: string): string => printed.replaceAll(/^ +at .*\n/gm, '');

  describe('that nobody asked for', () => {
    let service: HeaderReceiver;

    beforeEach(async () => {
      service = await startHeaderReceiver();
    });
    afterEach(() => service.close());

    for (const [who, variables] of [
      ['nobody set a variable', {}],
      ["the user's plain variables are set", HOSTILE],
      ['they would work', 'working'],
      ['the endpoint is empty', { ACME_OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }],
      ['OpenTelemetry is disabled', { OTEL_SDK_DISABLED: 'true', ACME_OTEL_EXPORTER_OTLP_ENDPOINT: 'own' }],
      ["the host's is disabled", { ACME_OTEL_SDK_DISABLED: 'TRUE', ACME_OTEL_EXPORTER_OTLP_ENDPOINT: 'own' }],
    ] as const) {
      it(`loads no package, registers nothing and sends nothing: ${who}`, async () => {
        const given = variables === 'working' ? workingVariables(collector.url) : variables;
        const env = Object.fromEntries(
          Object.entries(given).map(([name, value]) => [name, value === 'own' ? collector.url : value]),
        );
        const args = ['says-whether', 'shows-globals', 'shows-modules', 'calls-without-a-step'];
        const { stdout, stderr } = await runHost(home, FIXTURE, {
          args,
          env: { ...NO, ...env, TEST_INSTRUMENTED: INSTRUMENTATION, TEST_SERVICE: service.url },
        });
        const [, whether, globals, modules, called] = stdout.split('\n');
        expect([whether, modules, called, stderr]).to.deep.equal(['false', '0', 'called nobody', '']);
        expect(globals).not.to.contain('opentelemetry');
        expect(collector.requests.length).to.equal(0);
      });
    }
  });

  describe('at the end', () => {
    for (const [args, expected] of [
      [[], { 'process.exit.code': 0, 'cli.outcome': 'success' }],
      [['exits'], { 'process.exit.code': 3, 'cli.outcome': 'failure', 'error.type': '_OTHER' }],
      [['throws'], { 'process.exit.code': 1, 'cli.outcome': 'crashed', 'error.type': 'RangeError' }],
      [['rejects'], { 'process.exit.code': 1, 'cli.outcome': 'crashed', 'error.type': 'RangeError' }],
      [['prints-before-exit'], { 'process.exit.code': 0, 'cli.outcome': 'success' }],
      [['sets-exit-code-late'], { 'process.exit.code': 7, 'cli.outcome': 'failure', 'error.type': '_OTHER' }],
    ] as const) {
      it(`sends the command, and is not noticed: ${args.join() || 'ends'}`, async () => {
        await runAlike(home, FIXTURE, { args: ['takes-steps', ...args], env: { ...NO, ...asked() }, alike });
        expect(command()?.attributes).to.deep.equal({
          'process.executable.name': 'acme',
          'cli.command': 'deploy',
          ...expected,
        });
        const steps = collector.spans.filter(({ name }) => name === 'upload');
        expect(steps.length).to.equal(150);
        expect(new Set(steps.map(({ parentSpanId }) => parentSpanId))).to.deep.equal(
          new Set([command()?.spanId]),
        );
      });
    }
  });

  it('says what it is of, and nothing of the machine, the user, or the installation', async () => {
    const env = {
      ...YES,
      ...asked(),
      OTEL_RESOURCE_ATTRIBUTES: 'user.name=zanzibar',
      OTEL_SERVICE_NAME: 'other',
    };
    const options = { attributes: ATTRIBUTES };
    await runHost(home, FIXTURE, { args: ['sets', 'sets-hashed'], env, options });
    expect(Object.keys(command()?.resource ?? {}).toSorted()).to.deep.equal([
      'service.name',
      'service.version',
      'telemetry.distro.name',
      'telemetry.distro.version',
      'telemetry.sdk.language',
      'telemetry.sdk.name',
      'telemetry.sdk.version',
    ]);
    expect(command()?.resource).to.include({ 'service.name': 'acme', 'service.version': '1.2.3' });
    expect(command()?.attributes).to.have.property('acme.template', 'node');
    expect(command()?.attributes).not.to.have.property('acme.customer');
  });

  it("takes the user's attributes of the resource, and the name of the service above all", async () => {
    const env = {
      ...NO,
      ...asked(),
      ACME_OTEL_RESOURCE_ATTRIBUTES: 'team=a%20b,service.name=first',
      ACME_OTEL_SERVICE_NAME: 'second',
    };
    await runHost(home, FIXTURE, { env });
    expect(command()?.resource).to.include({ team: 'a b', 'service.name': 'second' });
  });

  describe("with the host's own instrumentations", () => {
    let service: HeaderReceiver;

    beforeEach(async () => {
      service = await startHeaderReceiver();
    });
    afterEach(() => service.close());

    for (const [version, packages] of [
      ['3.x', { TEST_INSTRUMENTED: INSTRUMENTATION }],
      ['2.x', { TEST_INSTRUMENTED: SDK_2, TEST_PACKAGES: SDK_2 }],
    ] as const) {
      it(`puts what they record below the step, or below the command: SDK ${version}`, async () => {
        const env = { ...NO, ...asked(), ...packages, TEST_SERVICE: service.url };
        const { stdout } = await runHost(home, FIXTURE, { args: ['calls', 'calls-without-a-step'], env });
        const step = collector.spans.find(({ name }) => name === 'upload');
        const calls = collector.spans.filter(({ name }) => name === 'GET');
        expect(calls.map(({ parentSpanId }) => parentSpanId)).to.have.members([
          step?.spanId,
          command()?.spanId,
        ]);
        expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).to.equal(1);
        expect(command()?.resource['telemetry.sdk.version']).to.match(new RegExp(`^${version[0]}`));
        for (const { traceId, spanId } of calls)
          expect(stdout).to.contain(`called 00-${traceId}-${spanId}-01`);
      });
    }

    it('does not trace its own work', async () => {
      const env = { ...YES, ...asked(), TEST_INSTRUMENTED: INSTRUMENTATION, TEST_SERVICE: service.url };
      await runHost(home, FIXTURE, { args: ['calls'], env, endpoint: collector.url });
      await home.quiet();
      const traced = collector.spans.filter(({ resource }) => !('app.installation.id' in resource));
      expect(traced.map(({ name }) => name)).to.have.members(['GET', 'upload', 'acme deploy']);
    });
  });

  describe('in a trace of the user', () => {
    const childOf = async (
      env: Record<string, string>,
      deed = 'shows-env',
    ): Promise<Record<string, string>> => {
      const { stdout } = await runHost(home, FIXTURE, { args: [deed], env: { ...NO, ...env } });
      const [child, own] = JSON.parse(stdout.split('\n')[1] ?? '') as [Record<string, string>, object];
      expect(own).to.deep.include(env);
      return child;
    };

    it('joins it and hands it on', async () => {
      const child = await childOf({ ...asked(), ...JOINED, TRACESTATE: 'users=zanzibar , b=1' });
      expect(command()).to.include({ traceId: USERS_TRACE_ID, parentSpanId: USERS_PARENT_ID });
      expect(child).to.include({
        TRACEPARENT: `00-${USERS_TRACE_ID}-${command()?.spanId}-01`,
        TRACESTATE: 'users=zanzibar,b=1',
      });
    });

    it('hands on the step that is under way', async () => {
      const child = await childOf(asked(), 'shows-step-env');
      const step = collector.spans.find(({ name }) => name === 'upload');
      expect(child['TRACEPARENT']).to.equal(`00-${command()?.traceId}-${step?.spanId}-01`);
    });

    it('respects that the trace is not recorded', async () => {
      const child = await childOf({ ...asked(), TRACEPARENT: JOINED.TRACEPARENT.replace(/01$/, '00') });
      expect(collector.requests.length).to.equal(0);
      expect(child['TRACEPARENT']).to.match(new RegExp(`^00-${USERS_TRACE_ID}-[0-9a-f]{16}-00$`));
    });

    for (const garbage of [
      'zanzibar',
      `00-${'0'.repeat(32)}-${USERS_PARENT_ID}-01`,
      `${JOINED.TRACEPARENT}-x`,
    ]) {
      it(`ignores garbage: ${garbage}`, async () => {
        const child = await childOf({ ...asked(), TRACEPARENT: garbage, TRACESTATE: 'zanzibar=1' });
        expect(command()?.parentSpanId).to.equal(undefined);
        expect(child['TRACEPARENT']).to.equal(`00-${command()?.traceId}-${command()?.spanId}-01`);
        expect(child).not.to.have.property('TRACESTATE');
      });
    }

    it('leaves the variables as they are where it is not traced', async () => {
      const child = await childOf({ ...JOINED, TRACESTATE: 'a=1' });
      expect(child).to.include({ ...JOINED, TRACESTATE: 'a=1' });
    });

    it('tells the vendor nothing of it, and the user nothing of what the vendor gets', async () => {
      home.holdSender(collector.url);
      await runHost(home, FIXTURE, {
        args: ['takes-steps'],
        env: { ...YES, ...asked(), ...JOINED, TRACESTATE: 'users=zanzibar' },
        endpoint: collector.url,
      });
      const traced = collector.spans;
      const recorded = readSpool(home, collector.url);
      expect([traced.length, recorded.length]).to.deep.equal([151, 151]);
      const ids = (spans: readonly ReceivedSpan[]): string[] =>
        spans.flatMap(({ traceId, spanId }) => [traceId, spanId]);
      expect(ids(recorded).filter((id) => ids(traced).includes(id))).to.deep.equal([]);
      for (const id of ids(traced)) expect(isOnDisk(home, id)).to.equal(false);
      expect(isOnDisk(home, 'zanzibar')).to.equal(false);
      const named = (spans: readonly ReceivedSpan[]): unknown =>
        spans.map(({ name, attributes, status }) => ({ name, attributes, status }));
      expect(named(traced)).to.deep.equal(named(recorded));
    });
  });

  it('works after a no to usage telemetry, and leaves no file', async () => {
    await runHost(home, FIXTURE, { env: { ...NO, ...asked() } });
    expect(command()?.parentSpanId).to.equal(undefined);
    expect(home.tree()).to.deep.equal([]);
  });

  it('does not trace the verbs', async () => {
    await runHost(home, 'is-traced-and-has-verbs.js', { args: ['telemetry', 'status'], env: asked() });
    expect(collector.requests.length).to.equal(0);
    await runHost(home, 'is-traced-and-has-verbs.js', { args: ['deploy', 'fn', 'secret'], env: asked() });
    expect(collector.spans.map(({ name }) => name)).to.deep.equal(['acme deploy function']);
  });

  it('says in one line that a run is not traced because an option failed, and goes on', async () => {
    const env = { ...NO, ...asked(), TEST_INSTRUMENTED: 'no-such-package' };
    const { exitCode, stdout, stderr } = await runHost(home, FIXTURE, { args: ['says-whether'], env });
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 0, stdout: 'at work\nfalse\n' });
    expect(stderr).to.match(/^acme: this run is not traced: [^\n]+\n$/);
  });
});
