import { expect } from 'chai';
import type { Attributes, ReceivedSpan } from '../../src/collector/spans.ts';
import { readCounts } from '../../src/spool/counts.ts';
import { record } from '../support/record.ts';
import { makeHome } from '../support/home.ts';
import { NOWHERE, runAlike, runHost, YES } from '../support/run-host.ts';

/** Each step as the names from the command down to it. */
function paths(spans: readonly ReceivedSpan[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const path = (span: ReceivedSpan): string => {
    const parent = byId.get(span.parentSpanId ?? '');
    return parent === undefined ? span.name : `${path(parent)} > ${span.name}`;
  };
  return spans
    .filter(({ parentSpanId }) => parentSpanId !== undefined)
    .map(path)
    .toSorted();
}

/** The steps of this name in the order in which they began. */
function stepsNamed(spans: readonly ReceivedSpan[], name: string): Attributes[] {
  return spans
    .filter((span) => span.name === name)
    .toSorted((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)))
    .map(({ attributes }) => attributes);
}

describe('a step', () => {
  it('is a child of the step or command around it', async () => {
    const { spans, result } = await record('takes-steps.js');
    expect(result.stdout).to.equal('nested\nnested later\n');
    expect(paths(spans)).to.deep.equal([
      'acme (unknown) > (other)',
      'acme (unknown) > collect',
      'acme (unknown) > collect',
      'acme (unknown) > collect > compress',
      'acme (unknown) > collect > compress',
      'acme (unknown) > upload',
      'acme (unknown) > upload',
      'acme (unknown) > upload > compress',
      'acme (unknown) > upload > compress',
    ]);
  });

  it('shares the trace of its command and lies within it', async () => {
    const { spans, span } = await record('takes-steps.js');
    expect(new Set(spans.map(({ traceId }) => traceId)).size).to.equal(1);
    for (const { startTimeUnixNano, endTimeUnixNano, kind } of spans) {
      expect(kind).to.equal(1);
      expect(BigInt(startTimeUnixNano) >= BigInt(span.startTimeUnixNano)).to.equal(true);
      expect(BigInt(endTimeUnixNano) <= BigInt(span.endTimeUnixNano)).to.equal(true);
      expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).to.equal(true);
    }
  });

  it('takes as long as the promise that it returns', async () => {
    const { spans } = await record('takes-steps.js');
    const upload = spans.find(({ name }) => name === 'upload');
    const ms = Number(BigInt(upload?.endTimeUnixNano ?? 0) - BigInt(upload?.startTimeUnixNano ?? 0)) / 1e6;
    expect(ms).to.be.greaterThan(8);
  });

  it('names the error that it hands on, and leaves the command a success', async () => {
    const { spans, attributes, result } = await record('takes-steps-that-throw.js');
    expect(result.stdout).to.equal(
      'same error thrown true\n'.repeat(3) + 'same error rejected true\n'.repeat(3),
    );
    const failures = ['QuotaExceeded', 'EACCES', '_OTHER'].map((error) => ({
      'cli.outcome': 'failure',
      'error.type': error,
    }));
    expect(stepsNamed(spans, 'collect')).to.deep.equal(failures);
    expect(stepsNamed(spans, 'upload')).to.deep.equal(failures);
    expect(attributes['cli.outcome']).to.equal('success');
    expect(attributes['error.type']).to.equal(undefined);
  });

  it('that is open when its command ends was cancelled', async () => {
    const { spans, attributes } = await record('leaves-steps-open.js');
    const steps = spans.filter(({ parentSpanId }) => parentSpanId !== undefined);
    expect(steps.map(({ name }) => name).toSorted()).to.deep.equal(['collect', 'compress', 'upload']);
    for (const { attributes: of, status } of steps) {
      expect(of).to.deep.equal({ 'cli.outcome': 'cancelled' });
      expect(status.code).to.equal(0);
    }
    expect(attributes['process.exit.code']).to.equal(3);
  });

  it('gives back the very thing that its function returned', async () => {
    const { result } = await record('compares-step-results.js');
    expect(result.stdout).to.match(/^(.* true\n){5}started 0\ntrue true value\n$/);
  });

  it('hides no unhandled rejection', async () => {
    const { result } = await record('rejects-in-a-step.js');
    expect(result.stdout).to.equal('unhandled nobody listens\n');
  });

  it('is not recorded beyond the two hundredth', async () => {
    const { spans, result } = await record('takes-many-steps.js');
    expect(result.stdout).to.equal('499500\n');
    expect(spans.length).to.equal(201);
  });

  it('is counted beyond the two hundredth, unless nothing of the command is kept', async () => {
    const home = makeHome();
    home.holdSender(NOWHERE);
    const dropped = (): unknown => readCounts(home.spool(NOWHERE)).dropped;
    await runAlike(home, 'takes-steps.js', { env: YES });
    expect(dropped()).to.deep.equal({});
    await runAlike(home, 'takes-many-steps.js', { env: YES });
    expect(dropped()).to.deep.equal({ 'too-many-steps': 800 });
    await runHost(home, 'takes-many-steps.js', { env: { ACME_TELEMETRY: 'inspect' } });
    expect(dropped()).to.deep.equal({ 'too-many-steps': 800 });
    await home.remove();
  });

  it('only runs its function after a no', async () => {
    const home = makeHome();
    const { stdout } = await runAlike(home, 'compares-step-results.js', { env: { DO_NOT_TRACK: '1' } });
    expect(stdout).to.contain('started 0');
    await home.remove();
  });
});

describe('a host that misuses telemetry', () => {
  it('does not notice', async () => {
    const { result, attributes } = await record('misuses-telemetry.js');
    expect(result.stdout).to.match(/^(worked\n){9}survived\n$/);
    expect(attributes['cli.command']).to.equal('(other)');
  });
});
