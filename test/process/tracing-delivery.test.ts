import { copyFileSync, cpSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import { startHeaderReceiver, type HeaderReceiver } from '../support/header-receiver.ts';
import { makeHome, type Home } from '../support/home.ts';
import { closedPort, drip, hang, startReceiver, status, type Receiver } from '../support/receivers.ts';
import {
  fixturePath,
  hostEnv,
  runAlike,
  runHost,
  startProgram,
  type HostResult,
} from '../support/run-host.ts';
import { skipUnless } from '../support/skip.ts';
import { startTlsGate, whyNoCertificate, type TlsGate } from '../support/tls-gate.ts';

const FIXTURE = 'is-traced.js';
const NO = { DO_NOT_TRACK: '1' } as const;
const ENDINGS = [[], ['exits'], ['throws']] as const;
const alike = (printed: string): string => printed.replaceAll(/^ +at .*\n/gm, '');

describe('the way of traces', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
  });
  afterEach(() => home.remove());

  describe('to a collector that is in trouble', () => {
    let receiver: Receiver | undefined;

    afterEach(async () => {
      await receiver?.close();
      receiver = undefined;
    });

    const FLUSH_MS = 700;
    /** What starting Node and loading the SDK may take here, on a busy machine. */
    const SLACK_MS = 4000;

    for (const [how, answer] of [
      ['hangs', hang],
      ['drips', drip],
      ['refuses the request', status(500)],
      ['asks to come again', status(503, { 'retry-after': '0' })],
      ['sends elsewhere', status(307, { location: 'http://127.0.0.1:9/' })],
    ] as const) {
      for (const args of ENDINGS) {
        it(`ends in time and is not noticed when it ${how}: ${args.join() || 'ends'}`, async () => {
          receiver = await startReceiver(answer);
          await expectBounded(receiver.url, args);
          expect(receiver.bodies.length).to.equal(1);
        });
      }
    }

    for (const args of ENDINGS) {
      it(`ends in time and is not noticed when nobody listens: ${args.join() || 'ends'}`, async () => {
        await expectBounded(await closedPort(), args);
      });
    }

    it('is not kept by a request that is under way', async () => {
      receiver = await startReceiver(hang);
      await expectBounded(receiver.url, ['makes-spans'], 2 * FLUSH_MS);
      // The batch that was under way, and all of them once more.
      expect(receiver.bodies.map((body) => body.split('"spanId"').length - 1)).to.deep.equal([512, 601]);
    });

    it('is not kept by one whose answer has no end', async () => {
      receiver = await startReceiver(drip);
      await expectBounded(receiver.url, ['makes-spans'], 2 * FLUSH_MS);
      expect(receiver.bodies.map((body) => body.split('"spanId"').length - 1)).to.deep.equal([512, 601]);
    });

    for (const [how, answer] of [
      ['hangs', hang],
      ['drips', drip],
    ] as const) {
      it(`lets the host do its own last work where it is sent before the end, and it ${how}`, async () => {
        receiver = await startReceiver(answer);
        const env = {
          ...NO,
          ACME_OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
          ACME_OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
          TEST_FLUSH_MS: '500',
        };
        const { exitCode, stdout } = await runRenamed(env, ['saves-before-exit']);
        expect({ exitCode, stdout }).to.deep.equal({ exitCode: 5, stdout: 'at work\nsaved\n' });
        expect(receiver.bodies).to.have.lengthOf(1);
      });
    }

    async function expectBounded(url: string, args: readonly string[], boundMs = FLUSH_MS): Promise<void> {
      const before = performance.now();
      const env = {
        ...NO,
        ACME_OTEL_EXPORTER_OTLP_ENDPOINT: url,
        ACME_OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        TEST_FLUSH_MS: String(FLUSH_MS),
        TEST_DELAY_MS: '100',
      };
      await (args.includes('makes-spans')
        ? runHost(home, FIXTURE, { args, env })
        : runAlike(home, FIXTURE, { args, env, alike }));
      expect(performance.now() - before).to.be.below(boundMs + SLACK_MS);
    }
  });

  describe('while the command runs', () => {
    let collector: Collector;

    beforeEach(async () => {
      collector = await startCollector({ port: 0 });
    });
    afterEach(() => collector.close());

    it('sends what it has, and at the end only the rest', async () => {
      const env = { ...NO, ACME_OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      await runHost(home, FIXTURE, { args: ['makes-spans'], env });
      expect(collector.requests.length).to.equal(2);
      expect(collector.spans.length).to.equal(601);
      expect(new Set(collector.spans.map(({ spanId }) => spanId)).size).to.equal(601);
    });

    it('sends before its end where no process can be started', async function () {
      this.timeout(20_000);
      const env = { ...NO, ACME_OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      const { exitCode, stdout, stderr } = await runRenamed(env, ['takes-steps']);
      expect({ exitCode, stdout, stderr }).to.deep.equal({ exitCode: 0, stdout: 'at work\n', stderr: '' });
      expect(collector.spans.length).to.equal(151);
    });

    it('sends after process.exit() too where the host offers itself', async function () {
      this.timeout(20_000);
      const env = { ...NO, ACME_OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
      const { exitCode } = await runRenamed(env, ['exits'], 'offers-itself-and-is-traced.js');
      expect(exitCode).to.equal(3);
      expect(collector.spans.map(({ attributes }) => attributes['process.exit.code'])).to.deep.equal([3]);
    });
  });

  /** Runs the fixture in a Node that is called otherwise, as single executables are. */
  function runRenamed(
    env: Record<string, string>,
    args: readonly string[],
    fixture: string = FIXTURE,
  ): Promise<HostResult> {
    const node = join(home.path, 'acme-executable');
    try {
      linkSync(process.execPath, node);
    } catch {
      copyFileSync(process.execPath, node);
    }
    return startProgram(home, [node, fixturePath(fixture), ...args], { env: hostEnv(home, { env }) }).result;
  }

  describe("with the user's settings", () => {
    let receiver: HeaderReceiver;
    let gate: TlsGate | undefined;

    beforeEach(async () => {
      receiver = await startHeaderReceiver();
    });
    afterEach(async () => {
      await receiver.close();
      await gate?.close();
      gate = undefined;
    });

    const PLAIN = {
      OTEL_EXPORTER_OTLP_HEADERS: 'x-plain=secret',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-plain-traces=secret',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_LOG_LEVEL: 'all',
    } as const;

    for (const [how, args, count] of [
      ['at its end', [], 1],
      ['while it runs', ['makes-spans'], 2],
    ] as const) {
      it(`sends the headers that have the host's prefix, and no others: ${how}`, async () => {
        const env = {
          ...NO,
          ...PLAIN,
          ACME_OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/base`,
          ACME_OTEL_EXPORTER_OTLP_HEADERS: 'x-team=a%20b,x-other=1',
          TEST_DELAY_MS: '500',
        };
        const { stdout, stderr } = await runHost(home, FIXTURE, { args, env });
        expect([stdout, stderr]).to.deep.equal(['at work\n', '']);
        expect(receiver.requests.length).to.equal(count);
        for (const { path, headers } of receiver.requests) {
          expect(path).to.equal('/base/v1/traces');
          expect(headers).to.include({ 'x-team': 'a b', 'x-other': '1', 'content-type': 'application/json' });
          expect(Object.keys(headers)).not.to.include.members(['x-plain']);
          expect(Object.values(headers)).not.to.include('secret');
          expect(headers['content-encoding']).to.equal(undefined);
        }
      });
    }

    it('prefers what is said for traces', async () => {
      const env = {
        ...NO,
        ACME_OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        ACME_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/here`,
        ACME_OTEL_EXPORTER_OTLP_HEADERS: 'x-all=1',
        ACME_OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-traces=1',
        ACME_OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip',
      };
      await runHost(home, FIXTURE, { env });
      const [request] = receiver.requests;
      expect(request?.path).to.equal('/here');
      expect(request?.headers).to.include({ 'x-traces': '1', 'content-encoding': 'gzip' });
      expect(request?.headers).not.to.have.property('x-all');
    });

    it('trusts the certificate that it is told to', async function () {
      skipUnless(this, whyNoCertificate());
      gate = await startTlsGate(home.path);
      gate.open();
      const env = { ...NO, ACME_OTEL_EXPORTER_OTLP_ENDPOINT: gate.url };
      await runHost(home, FIXTURE, { env });
      expect(gate.requests()).to.equal(0);
      await runHost(home, FIXTURE, {
        env: { ...env, ACME_OTEL_EXPORTER_OTLP_CERTIFICATE: gate.certificate },
      });
      expect(gate.requests()).to.equal(1);
    });
  });

  describe('that cannot be gone', () => {
    const asked = { ...NO, ACME_OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };

    for (const [why, variables, line] of [
      [
        'no packages',
        { TEST_PACKAGES: './nowhere.js' },
        'tracing needs the packages @opentelemetry/sdk-node and',
      ],
      [
        'OpenTelemetry is there already',
        { TEST_REGISTERED: '1' },
        'this process has registered OpenTelemetry',
      ],
      [
        'no URL',
        { ACME_OTEL_EXPORTER_OTLP_ENDPOINT: 'zanzibar' },
        'ACME_OTEL_EXPORTER_OTLP_ENDPOINT is no http',
      ],
      [
        'gRPC',
        { ACME_OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
        'ACME_OTEL_EXPORTER_OTLP_PROTOCOL asks for another',
      ],
    ] as const) {
      it(`is said in one line, and the command goes on: ${why}`, async () => {
        const result = await runHost(home, FIXTURE, {
          args: ['says-whether'],
          env: { ...asked, ...variables },
        });
        expect(result).to.include({ exitCode: 0, stdout: 'at work\nfalse\n' });
        expect(result.stderr)
          .to.match(/^acme: .* is not traced\n$/)
          .and.to.contain(line);
        expect(result.stderr).not.to.contain('zanzibar');
      });
    }

    it('is said where a host really has no such packages', async () => {
      const installed = join(home.path, 'node_modules/commandspan');
      const root = resolve(import.meta.dirname, '../..');
      mkdirSync(installed, { recursive: true });
      cpSync(join(root, 'dist'), join(installed, 'dist'), { recursive: true });
      cpSync(join(root, 'package.json'), join(installed, 'package.json'));
      const program = join(home.path, 'acme.mjs');
      writeFileSync(
        program,
        `import { registerTelemetry } from 'commandspan';
        import { startTracing } from 'commandspan/tracing';
        console.log(startTracing(registerTelemetry({ name: 'acme', version: '1.0.0', endpoint: 'http://127.0.0.1:9' })));`,
      );
      const { stdout, stderr } = await runHost(home, program, { env: asked });
      expect(stdout).to.equal('false\n');
      expect(stderr).to.match(/^acme: tracing needs the packages .* this run is not traced\n$/);
    });
  });
});
