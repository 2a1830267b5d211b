import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { CATALOG } from '../../src/catalog/catalog.ts';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import { makeHome, type Home } from '../support/home.ts';
import {
  HOSTILE,
  USERS_PARENT_ID,
  USERS_TRACE_ID,
  workingVariables,
  ZANZIBAR,
} from '../support/otel-variables.ts';
import { fixturePath, runHost, YES, type HostResult } from '../support/run-host.ts';

/** The user's OpenTelemetry, and the version of the one API that goes with it. */
const SDKS = [
  ['SDK 3.x', 'opentelemetry.js', '1.10.0'],
  ['SDK 2.x', '../otel-2/opentelemetry.js', '1.9.1'],
] as const;

const fileUrl = (fixture: string): string => pathToFileURL(fixturePath(fixture)).href;

/** When the user's OpenTelemetry starts. */
const ORDERS = [
  ['started after ours', 'is-traced-afterwards.js', {}],
  [
    'preloaded, with a span at work when ours starts',
    'is-traced-from-the-start.js',
    { NODE_OPTIONS: `--import=${fileUrl('users-tracing.js')}` },
  ],
] as const;

/** One run of a program that its user traces. */
interface Observed {
  readonly result: HostResult;
  /** What the user's collector got. */
  readonly users: Pick<Collector, 'spans' | 'requests'>;
  /** What the vendor's collector got. */
  readonly vendors: Pick<Collector, 'spans' | 'requests'>;
  /** Headers of the calls to the user's service. */
  readonly calls: readonly IncomingHttpHeaders[];
}

interface ObserveOptions {
  readonly fixture: string;
  readonly env: Readonly<Record<string, string>>;
  readonly without?: boolean;
}

/** Runs a program between a collector of its user, a collector of its vendor, and a service that it calls. */
async function observe(home: Home, { fixture, env, without = false }: ObserveOptions): Promise<Observed> {
  const calls: IncomingHttpHeaders[] = [];
  const users = await startCollector({ port: 0 });
  const vendors = await startCollector({ port: 0 });
  const service = createServer(({ headers }, response) => {
    calls.push(headers);
    response.end('served');
  });
  try {
    const result = await runHost(home, fixture, {
      without,
      endpoint: vendors.url,
      env: {
        ...YES,
        ...workingVariables(users.url),
        TEST_SERVICE: await listen(service),
        ...env,
      },
    });
    await home.quiet();
    return { result, users, vendors, calls };
  } finally {
    await Promise.all([users.close(), vendors.close()]);
    service.close();
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** What a program printed, its diagnostic log included, without ids, times and ports, and in no order. */
function printed({ result }: Observed): unknown {
  const plain = (text: string): string[] =>
    text
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}|\d+/g, 'N')
      .split('\n')
      .toSorted();
  return { ...result, stdout: plain(result.stdout), stderr: plain(result.stderr) };
}

/** The spans of a trace without what differs between any two runs. */
function shape(spans: readonly ReceivedSpan[]): unknown[] {
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  const shapes = spans.map((span) => ({
    isInTheirTrace: span.traceId === USERS_TRACE_ID,
    parent: names.get(span.parentSpanId ?? '') ?? span.parentSpanId,
    name: span.name,
    kind: span.kind,
    status: span.status,
    scope: span.scope,
    attributes: withoutPorts(span.attributes),
    resource: Object.keys(span.resource),
  }));
  return shapes.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
}

function withoutPorts(value: object): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/:\d{2,}/g, ':0'));
}

/** All that arrived at a collector: headers, and what the bodies say. */
function received({ requests, spans }: Pick<Collector, 'spans' | 'requests'>): string {
  const bodies = requests.map(({ path, headers, body }) => [path, headers, body.toString('latin1')]);
  return JSON.stringify([bodies, spans]);
}

for (const [sdk, module, apiVersion] of SDKS) {
  for (const [order, fixture, orderEnv] of ORDERS) {
    describe(`beside the user's ${sdk}, ${order},`, () => {
      const env = { ...orderEnv, TEST_SDK: fileUrl(module) };
      let home: Home;
      let without: Observed;
      const runs: Observed[] = [];

      before(async function () {
        this.timeout(60_000);
        home = makeHome();
        without = await observe(home, { fixture, env, without: true });
        expect(home.tree()).to.deep.equal([]);
        runs.push(await observe(home, { fixture, env }));
        expect(existsSync(join(home.state, 'cache'))).to.equal(true);
        runs.push(await observe(home, { fixture, env }));
      });

      after(() => home.remove());

      for (const [index, cache] of ['compiled', 'from the code cache'].entries()) {
        describe(`commandspan, ${cache},`, () => {
          let run: Observed;
          before(() => {
            run = runs[index] ?? expect.fail('there was no such run');
          });

          it('sends our spans under a trace id of their own', () => sendsOurs(run));
          it("hands nothing of the user's to the vendor", () => handsOverNothing(run));
          it("leaves the user's trace as it is without us", () => leavesTrace(run, without));
          it("lets the user's OpenTelemetry register and work", () => letsThemWork(run, apiVersion));
          it("prints nothing of its own, into the user's diagnostic log neither", () => {
            expect(printed(run)).to.deep.equal(printed(without));
          });
        });
      }

      it('hears OTEL_SDK_DISABLED=true as a no', async () => {
        const other = makeHome();
        try {
          const options = { fixture, env: { ...env, OTEL_SDK_DISABLED: 'true' } };
          const disabled = await observe(other, options);
          expect(other.tree()).to.deep.equal([]);
          expect([disabled.vendors.requests, disabled.users.requests]).to.deep.equal([[], []]);
          const bare = await observe(other, { ...options, without: true });
          expect(printed(disabled)).to.deep.equal(printed(bare));
        } finally {
          await other.remove();
        }
      });
    });
  }
}

function sendsOurs({ vendors }: Observed): void {
  const command = vendors.spans.find(({ name }) => name === 'acme deploy');
  expect(vendors.spans.map(({ name }) => name)).to.have.members(['acme deploy', 'collect', 'upload']);
  expect(command?.traceId).to.not.equal(USERS_TRACE_ID);
  expect(command?.parentSpanId).to.equal(undefined);
  for (const step of vendors.spans.filter((span) => span !== command)) {
    expect([step.traceId, step.parentSpanId]).to.deep.equal([command?.traceId, command?.spanId]);
  }
}

function handsOverNothing({ vendors, users, calls }: Observed): void {
  expect(vendors.requests.map(({ headers }) => Object.keys(headers).toSorted())).to.deep.equal([
    ['connection', 'content-encoding', 'content-length', 'content-type', 'host', 'user-agent'],
  ]);
  const ids = users.spans.flatMap(({ traceId, spanId }) => [traceId, spanId]);
  expect(ids).to.have.lengthOf.at.least(10);
  for (const theirs of [ZANZIBAR, USERS_PARENT_ID, String(calls[0]?.host), ...ids]) {
    expect(received(vendors).toLowerCase()).to.not.contain(theirs);
  }
  const keys = vendors.spans.flatMap((span) => Object.keys({ ...span.attributes, ...span.resource }));
  expect(keys.filter((key) => !CATALOG.has(key))).to.deep.equal([]);
}

function leavesTrace({ users, vendors, calls }: Observed, without: Observed): void {
  expect(shape(users.spans)).to.deep.equal(shape(without.users.spans));
  expect(users.requests).to.have.lengthOf(without.users.requests.length);
  const names = (seen: Observed['calls']): unknown => seen.map((headers) => Object.keys(headers));
  expect(names(calls)).to.deep.equal(names(without.calls));
  const ids = vendors.spans.flatMap(({ traceId, spanId }) => [traceId, spanId]);
  for (const ours of ['cli.command', 'acme deploy', String(vendors.requests[0]?.headers.host), ...ids]) {
    expect(received(users)).to.not.contain(ours);
  }
}

function letsThemWork({ result, users, calls }: Observed, apiVersion: string): void {
  const theirs = users.spans.filter(({ traceId }) => traceId === USERS_TRACE_ID);
  const names = ['users-work', 'users-part', 'fs existsSync', 'GET', 'GET'];
  expect(theirs.map(({ name }) => name)).to.have.members(names);
  const root = theirs.find(({ name }) => name === 'users-work');
  expect(root?.parentSpanId).to.equal(USERS_PARENT_ID);
  expect(root?.resource).to.include({ 'user.name': ZANZIBAR });
  for (const span of theirs) {
    if (span !== root) expect(span.parentSpanId).to.equal(root?.spanId);
  }
  expect(users.requests[0]?.headers).to.include({ authorization: ZANZIBAR, 'x-zanzibar': ZANZIBAR });
  expect(calls).to.have.lengthOf(2);
  for (const { traceparent, baggage } of calls) {
    expect([traceparent?.slice(3, 35), baggage]).to.deep.equal([USERS_TRACE_ID, `${ZANZIBAR}=${ZANZIBAR}`]);
  }
  // Context and span as they were, in and after our steps; then the globals, each still what the user registered.
  const isNewest = apiVersion === '1.10.0';
  expect(result.exitCode).to.equal(0);
  expect(result.stdout).to.include(`\ntrue ${isNewest} [ true, 'served' ] [ true, 'served' ]\n`);
  expect(result.stdout).to.include(`\nversion true ${apiVersion}\n`);
  for (const name of ['trace', 'context', 'propagation', 'diag']) {
    expect(result.stdout).to.include(`\n${name} true `);
  }
}

describe('the variables of the tests of isolation', () => {
  it('are all that the SDKs read', () => {
    const roots = ['node_modules/@opentelemetry', 'test/otel-2/node_modules/@opentelemetry'];
    const read = roots.flatMap((root) => variablesIn(join(import.meta.dirname, '../..', root)));
    expect(read.length).to.be.greaterThan(100);
    const known = new Set([...Object.keys(HOSTILE), 'OTEL_SDK_DISABLED']);
    expect([...new Set(read)].filter((name) => !known.has(name))).to.deep.equal([]);
  });
});

/** The names of variables that stand, quoted or after `process.env`, in the modules of the packages in a folder. */
function variablesIn(packages: string): string[] {
  const name = /(?:["'`]|process\.env\.)(OTEL_[A-Z0-9_]*[A-Z0-9])(?=["'`)\s;,])/g;
  const nameOfSignal = /`OTEL_EXPORTER_OTLP_\$\{\w+\}(_[A-Z_]+)`/g;
  return modulesIn(packages).flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return [
      ...[...source.matchAll(name)].map(([, found = '']) => found),
      ...[...source.matchAll(nameOfSignal)].flatMap(([, option]) =>
        ['TRACES', 'METRICS', 'LOGS'].map((signal) => `OTEL_EXPORTER_OTLP_${signal}${option}`),
      ),
    ];
  });
}

function modulesIn(packages: string): string[] {
  const folders = readdirSync(packages).flatMap((name) =>
    ['dist', 'build/src'].map((sub) => join(packages, name, sub)),
  );
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.m?js$/.test(file))
        .map((file) => join(folder, file)),
    );
}
