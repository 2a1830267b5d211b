import { expect } from 'chai';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import type { Home } from '../support/home.ts';
import { NOWHERE, runHost, startHost, YES, type HostOptions } from '../support/run-host.ts';
import { readJournals, readSpool } from '../support/spool.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';
import { waitFor } from '../support/wait-for.ts';

const FIXTURE = 'starts-itself.js';
const PARENT = 'ACME_TELEMETRY_PARENT';

describe('a run that starts another run of the same host', () => {
  let home: Home;
  let collector: Collector;
  let users: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));
  beforeEach(async () => {
    users = await startCollector({ port: 0 });
  });
  afterEach(() => users.close());

  const commands = (spans: readonly ReceivedSpan[]): ReceivedSpan[] =>
    spans.filter(({ name }) => name === 'acme deploy').toSorted((a, b) => start(a) - start(b));
  const start = (span: ReceivedSpan): number => Number(span.startTimeUnixNano);
  const receive = async (count: number): Promise<ReceivedSpan[]> => {
    // Of two senders at once the second leaves everything to the first, which may have looked before.
    await home.quiet();
    home.makeDue(collector.url);
    await runHost(home, 'ends.js', { env: YES, endpoint: collector.url });
    await waitFor(() => collector.spans.length >= count, 'all spans');
    await home.quiet();
    return commands(collector.spans);
  };

  for (const [ending, outcome, code] of [
    ['ends', 'success', 0],
    ['exits', 'failure', 3],
    ['throws', 'crashed', 1],
    ['killed', 'killed', undefined],
  ] as const) {
    it(`is its parent in usage telemetry: the other ${ending}`, async () => {
      const endpoint = collector.url;
      const { exitCode, stdout } = await runHost(home, FIXTURE, {
        args: ['ends', ending],
        env: YES,
        endpoint,
      });
      expect([exitCode, stdout]).to.deep.equal([0, `inner ended with ${code ?? null}\n`]);
      const [outer, inner, ...others] = await receive(4);
      expect(others).to.deep.equal([]);
      expect(outer?.parentSpanId).to.equal(undefined);
      expect(inner).to.include({ traceId: outer?.traceId, parentSpanId: outer?.spanId });
      expect(inner?.attributes['cli.outcome']).to.equal(outcome);
      expect(inner?.attributes['process.exit.code']).to.equal(code);
    });
  }

  for (const [observed, variables] of [
    ['usage telemetry alone', YES],
    ["the user's tracing alone", { DO_NOT_TRACK: '1', traced: 'yes' }],
    ['both', { ...YES, traced: 'yes' }],
  ] as const) {
    for (const [ending, code] of [
      ['ends', 0],
      ['exits', 3],
      ['killed', null],
    ] as const) {
      it(`is one picture for each who looks, without an id in common: ${observed}, the other ${ending}`, async () => {
        const endpoint = collector.url;
        const { traced, ...consent } = { traced: undefined, ...variables };
        const asked = traced && { ACME_OTEL_EXPORTER_OTLP_ENDPOINT: users.url };
        const env = { ...consent, ...asked };
        const result = await runHost(home, FIXTURE, { args: ['ends', ending], env, endpoint });
        expect(result).to.include({ stdout: `inner ended with ${code}\n`, stderr: '', exitCode: 0 });
        const isRecorded = 'ACME_TELEMETRY' in consent;
        const recorded = isRecorded ? await receive(4) : [];
        const [outer, inner] = recorded;
        expect(recorded.length).to.equal(isRecorded ? 2 : 0);
        expect(inner?.parentSpanId).to.equal(outer?.spanId);

        // Of one that is killed there is nothing but its parent.
        const [above, below] = commands(users.spans);
        const step = users.spans.find(({ name }) => name === 'upload');
        expect([above, below, step].map((span) => span !== undefined)).to.deep.equal([
          traced === 'yes',
          traced === 'yes' && ending !== 'killed',
          traced === 'yes',
        ]);
        if (below !== undefined) expect(below.parentSpanId).to.equal(step?.spanId);
        expect(above?.parentSpanId).to.equal(undefined);
        const ids = idsOf(users.spans);
        expect(idsOf(collector.spans).filter((id) => ids.includes(id))).to.deep.equal([]);
      });
    }
  }

  it('is the parent of a run that is two below by way of the one between', async () => {
    home.holdSender(NOWHERE);
    await runHost(home, FIXTURE, { args: ['ends', 'ends', 'ends'], env: YES });
    const [outer, middle, inner] = commands(readSpool(home));
    expect([middle?.parentSpanId, inner?.parentSpanId]).to.deep.equal([outer?.spanId, middle?.spanId]);
    expect(new Set([outer, middle, inner].map((span) => span?.traceId)).size).to.equal(1);
  });

  it('does not link what goes to another collector', async () => {
    home.holdSender(NOWHERE);
    const own = { ACME_TELEMETRY_ENDPOINT: collector.url };
    const running = await startParent(home);
    await runHost(home, FIXTURE, { env: { ...YES, ...own, [PARENT]: running.value } });
    await waitFor(() => collector.spans.length > 0, 'the span');
    expect(collector.spans[0]?.parentSpanId).to.equal(undefined);
    await running.end();
  });

  it('is believed only while it runs, and only by its own ids', async () => {
    home.holdSender(NOWHERE);
    const running = await startParent(home);
    const [traceId = '', spanId = ''] = running.value.split('-');
    const foreign = 'c'.repeat(32);
    const values = [
      running.value,
      `${foreign}-${spanId}`,
      `${traceId}-${'a'.repeat(16)}`,
      `${'0'.repeat(32)}-${'0'.repeat(16)}`,
      `00-${traceId}-${spanId}-01`,
      running.value.toUpperCase(),
      `${running.value}\n`,
      '../../x',
      '',
    ];
    for (const value of values) await runHost(home, FIXTURE, { env: { ...YES, [PARENT]: value } });
    await running.end();
    await runHost(home, FIXTURE, { env: { ...YES, [PARENT]: running.value } });
    const parents = commands(readSpool(home)).map((span) => span.parentSpanId);
    expect(parents).to.deep.equal([spanId, ...Array<undefined>(values.length).fill(undefined)]);
  });

  it('is not believed when it has died', async () => {
    home.holdSender(NOWHERE);
    await runHost(home, FIXTURE, { args: ['killed'], env: YES });
    const [journal] = readJournals(home);
    const value = `${String(journal?.['traceId'])}-${String(journal?.['spanId'])}`;
    await runHost(home, FIXTURE, { env: { ...YES, [PARENT]: value } });
    expect(readSpool(home).map(({ parentSpanId }) => parentSpanId)).to.deep.equal([undefined]);
  });

  it('hands on nothing without a yes, nor where only the payload is shown, and never changes its own environment', async () => {
    home.holdSender(NOWHERE);
    const shown = async (env: HostOptions['env']): Promise<readonly Record<string, string>[]> => {
      const { stdout } = await runHost(home, FIXTURE, { args: ['shows-env'], env: env ?? {} });
      return JSON.parse(stdout) as Record<string, string>[];
    };
    for (const env of [{ DO_NOT_TRACK: '1' }, { ACME_TELEMETRY: 'inspect' }]) {
      const [child, own] = await shown(env);
      expect(child).to.deep.equal(own);
    }
    const [child, own] = await shown(YES);
    expect(child?.[PARENT]).to.match(/^[0-9a-f]{32}-[0-9a-f]{16}$/);
    expect({ ...own, [PARENT]: child?.[PARENT] }).to.deep.equal(child);
  });
});

function idsOf(spans: readonly ReceivedSpan[]): string[] {
  return spans.flatMap(({ traceId, spanId }) => [traceId, spanId]);
}

/** Starts a run that waits, and what it would hand on. */
async function startParent(home: Home): Promise<{ value: string; end: () => Promise<void> }> {
  const running = startHost(home, 'ends-on-sigterm.js', { env: YES });
  await waitFor(() => running.output.stdout === 'ready\n', 'the host to be ready');
  const [journal] = readJournals(home);
  return {
    value: `${String(journal?.['traceId'])}-${String(journal?.['spanId'])}`,
    end: async () => {
      running.child.kill('SIGTERM');
      await running.result;
    },
  };
}
