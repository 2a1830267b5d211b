import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { CATALOG } from '../../src/catalog/catalog.ts';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import { makeHome, type Home } from '../support/home.ts';
import { ZANZIBAR } from '../support/otel-variables.ts';
import { closedPort, hang, startReceiver } from '../support/receivers.ts';
import { fixturePath, runAlike, runHost, withoutOurFrames, YES } from '../support/run-host.ts';
import { readSpool } from '../support/spool.ts';
import type { HostOptions, HostResult } from '../support/run-host.ts';

const ORDERS = 'own-sdk/follows-orders.js';
const COMMANDER = 'own-sdk/runs-commander.js';

const ALIKE = [
  [ORDERS, ['end:9', 'exit:2']],
  [COMMANDER, ['deploy', 'function', 'x']],
  [COMMANDER, ['fail']],
  [COMMANDER, ['fail-later']],
  [COMMANDER, ['exit', '5']],
  [COMMANDER, ['nope']],
] as const;

for (const [sdk, module, more] of [
  ['NodeSDK 3.x', 'opentelemetry.js', {}],
  ['NodeSDK 2.x', '../otel-2/opentelemetry.js', {}],
  ['startNodeSdk 3.x', 'opentelemetry.js', { TEST_START: '1', OTEL_NODE_RESOURCE_DETECTORS: 'none' }],
] as const) {
  describe(`a command in a ${sdk} of the host’s own`, () => {
    // What does not depend on the SDK is tried with one.
    const isThorough = sdk === 'NodeSDK 3.x';
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

    const options = (args: readonly string[], env: Readonly<Record<string, string>> = {}): HostOptions => ({
      args,
      endpoint: collector.url,
      env: { TEST_SDK: pathToFileURL(fixturePath(module)).href, ...more, ...YES, ...env },
    });
    const follow = (orders: readonly string[], env?: Readonly<Record<string, string>>): Promise<HostResult> =>
      runHost(home, ORDERS, options(orders, env));
    const commandOf = (spans: readonly ReceivedSpan[]): ReceivedSpan => {
      const [span, ...others] = spans.filter(({ name }) => name.startsWith('acme'));
      if (span === undefined || others.length > 0) throw new Error(`${1 + others.length} commands`);
      return span;
    };
    const noFile = (): string => join(home.config, 'telemetry-disabled');

    it('is one span by the rules of usage telemetry, with steps below it', async () => {
      const before = Date.now();
      const { stdout, stderr, exitCode } = await runHost(home, COMMANDER, options(['steps']));
      expect({ stdout, stderr, exitCode }).to.deep.equal({ stdout: 'steps 7\n', stderr: '', exitCode: 0 });
      expect(collector.spans.map(({ name }) => name)).to.have.members(['acme steps', 'collect', 'upload']);
      const span = commandOf(collector.spans);
      const { kind, status, parentSpanId } = span;
      expect({ kind, status, parentSpanId }).to.deep.equal({
        kind: 1,
        status: { code: 0, message: '' },
        parentSpanId: undefined,
      });
      expect(span.attributes).to.deep.equal({
        'process.executable.name': 'acme',
        'cli.command': 'steps',
        'cli.outcome': 'success',
        'process.exit.code': 0,
        'acme.template': 'python',
        'acme.where': 'cloud',
      });
      const [collect, upload] = ['collect', 'upload'].map((name) =>
        collector.spans.find((found) => found.name === name),
      );
      expect(collect?.parentSpanId).to.equal(span.spanId);
      expect(upload?.parentSpanId).to.equal(collect?.spanId);
      expect(upload?.attributes).to.deep.equal({ 'cli.outcome': 'success' });
      const startMs = Number(span.startTimeUnixNano) / 1e6;
      expect(startMs).to.be.within(before - 50, before + 1000);
      expect(home.tree()).to.deep.equal([]);
    });

    it('is what usage telemetry records of the same run, where the host has both', async () => {
      const usage = await startCollector({ port: 0 });
      try {
        home.holdSender(usage.url);
        const env = { TEST_BOTH: '1', TEST_USAGE_ENDPOINT: usage.url };
        await runHost(home, COMMANDER, options(['deploy', 'function', 'x', '--fast'], env));
        const recorded = commandOf(readSpool(home, usage.url));
        const { attributes, name, kind, status, traceId } = commandOf(collector.spans);
        const { attributes: expected, ...other } = recorded;
        expect(attributes).to.deep.equal(expected);
        expect({ name, kind, status }).to.deep.equal({
          name: other.name,
          kind: other.kind,
          status: other.status,
        });
        expect(traceId).to.not.equal(other.traceId);
      } finally {
        await usage.close();
      }
    });

    it('fails with the exit code and the name of the error, and status ERROR', async () => {
      const { exitCode } = await follow(['name:deploy', 'code:3']);
      expect(exitCode).to.equal(3);
      const { attributes, status } = commandOf(collector.spans);
      expect(status).to.deep.equal({ code: 2, message: '' });
      expect(attributes).to.deep.include({
        'cli.command': 'deploy',
        'cli.outcome': 'failure',
        'process.exit.code': 3,
        'error.type': '_OTHER',
      });
    });

    for (const [how, orders, exitCode, attributes] of [
      [
        'calls process.exit()',
        ['name:deploy', 'exit:3'],
        3,
        { 'error.type': '_OTHER', 'cli.outcome': 'failure' },
      ],
      ['crashes', ['name:deploy', 'crash'], 1, { 'error.type': 'RangeError', 'cli.outcome': 'crashed' }],
      ['rejects', ['name:deploy', 'reject'], 1, { 'error.type': 'TypeError', 'cli.outcome': 'crashed' }],
      [
        'crashes before anything else',
        ['reject'],
        1,
        { 'error.type': 'TypeError', 'cli.outcome': 'crashed' },
      ],
    ] as const) {
      it(`is exported by a synchronous processor when the host ${how}`, async () => {
        const file = join(home.path, 'spans');
        const result = await follow(orders, { TEST_SPANS: file });
        expect(result.exitCode).to.equal(exitCode);
        const [span, ...others] = readFileSync(file, 'utf8').trimEnd().split('\n');
        expect(others).to.deep.equal([]);
        expect(JSON.parse(span ?? ''))
          .to.have.deep.property('attributes')
          .that.includes(attributes);
      });
    }

    it('is exported by an asynchronous one when the host awaits its end before process.exit()', async () => {
      expect(await follow(['name:deploy', 'end:4', 'exit:4'])).to.include({ exitCode: 4 });
      expect(commandOf(collector.spans).attributes).to.include({ 'process.exit.code': 4 });
    });

    it('ends before the host shuts its SDK down, at its end or in beforeExit', async () => {
      await follow(['listen', 'name:deploy']);
      await follow(['name:deploy', 'end', 'shutdown']);
      expect(collector.spans.map(({ name }) => name)).to.deep.equal(['acme deploy', 'acme deploy']);
    });

    it('is not recorded after a no', async () => {
      expect(await follow(['name:deploy', 'step:collect'], { ACME_TELEMETRY: '0' })).to.include({
        exitCode: 0,
      });
      expect(collector.requests).to.deep.equal([]);
      expect(home.tree()).to.deep.equal([]);
    });

    if (isThorough) {
      for (const sampler of [{}, { TEST_SAMPLER: '1' }]) {
        const so = 'TEST_SAMPLER' in sampler ? 'with' : 'without';

        it(`is not recorded after a no, ${so} a consent sampler`, async () => {
          for (const env of [{ ACME_TELEMETRY: '0' }, { DO_NOT_TRACK: '1' }]) {
            expect(await follow(['name:deploy', 'step:collect'], { ...sampler, ...env })).to.deep.include({
              exitCode: 0,
              stdout: 'done\n',
              stderr: '',
            });
          }
          home.write('.config/acme/telemetry-disabled', '');
          await follow(['name:deploy'], sampler);
          expect(collector.requests).to.deep.equal([]);
          expect(home.tree().filter((file) => !file.startsWith('.config/'))).to.deep.equal([]);
        });

        it(`is not exported, nor is a step, when a no comes during the run, ${so} a consent sampler`, async () => {
          const orders = ['name:deploy', 'step:collect', `no:${noFile()}`, 'step:upload', 'end', 'shutdown'];
          expect(await follow(orders, sampler)).to.deep.include({
            exitCode: 0,
            stdout: 'done\n',
            stderr: '',
          });
          expect(collector.spans).to.deep.equal([]);
        });
      }

      it('is not recorded before the notice was shown, nor without the setting of a project that was announced', async () => {
        await follow(['name:deploy'], { ACME_TELEMETRY: '' });
        await follow(['name:deploy', 'project:false'], { TEST_OPTIONS: '{"project":"pending"}' });
        await follow(['name:deploy'], { TEST_OPTIONS: '{"project":"pending"}' });
        expect(collector.spans).to.deep.equal([]);
        await follow(['name:deploy', 'project:true'], { TEST_OPTIONS: '{"project":"pending"}' });
        expect(collector.spans).to.have.lengthOf(1);
      });

      it('is not recorded while the instrumentation is disabled', async () => {
        await follow(['name:deploy', 'disable']);
        expect(collector.spans).to.deep.equal([]);
        await follow(['name:deploy', 'disable', 'enable']);
        expect(collector.spans).to.have.lengthOf(1);
      });

      it('is not sent where the user only wants to see it, or has named a collector of their own', async () => {
        const shown = await follow(['name:deploy'], { ACME_TELEMETRY: 'inspect' });
        expect(shown.stderr).to.match(/^acme telemetry: nothing to show/);
        expect(shown.exitCode).to.equal(0);
        const usage = await startCollector({ port: 0 });
        const env = { ACME_TELEMETRY_ENDPOINT: usage.url };
        await follow(['name:deploy'], env);
        await follow(['name:deploy'], { ...env, TEST_BOTH: '1', TEST_USAGE_ENDPOINT: 'http://127.0.0.1:9' });
        await home.quiet();
        await usage.close();
        expect(collector.spans).to.deep.equal([]);
        expect(usage.spans).to.have.lengthOf(1);
      });

      it('is not recorded when a verb runs', async () => {
        const { stdout } = await runHost(home, COMMANDER, options(['telemetry', 'status']));
        expect(stdout).to.match(/^Telemetry of acme is on/);
        expect(collector.spans).to.deep.equal([]);
      });
    }

    describe('with instrumentations', () => {
      let service: Server;
      let url: string;

      beforeEach(async () => {
        service = createServer((_request, response) => response.end('ok'));
        await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
        url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
      });

      afterEach(() => {
        service.close();
      });

      const parentOfGet = (): string | undefined =>
        collector.spans.find(({ name }) => name === 'GET')?.parentSpanId;

      it('has what they record during a step below the step', async () => {
        await follow(['name:deploy', `httpInStep:${url}`], { TEST_HTTP: '1' });
        expect(parentOfGet()).to.equal(collector.spans.find(({ name }) => name === 'collect')?.spanId);
      });

      it('has what they record beside steps beside it, as spans of their own', async () => {
        await follow(['name:deploy', `http:${url}`], { TEST_HTTP: '1' });
        expect(collector.spans.map(({ name }) => name)).to.have.members(['GET', 'acme deploy']);
        expect(parentOfGet()).to.equal(undefined);
      });

      it('is not traced itself, and none of our files is', async () => {
        await follow(['name:deploy', 'step:collect'], { TEST_HTTP: '1', TEST_SAMPLER: '1', TEST_ROOT: '1' });
        expect(collector.spans.map(({ name }) => name)).to.have.members(['collect', 'acme deploy']);
      });

      if (!('TEST_START' in more)) {
        it('has them below it where its context manager is the host’s', async () => {
          await follow(['name:deploy', `http:${url}`, `httpInStep:${url}`], {
            TEST_HTTP: '1',
            TEST_ROOT: '1',
          });
          const { spanId, traceId } = commandOf(collector.spans);
          const [first, second] = collector.spans.filter(({ name }) => name === 'GET');
          const step = collector.spans.find(({ name }) => name === 'collect');
          expect([first?.parentSpanId, second?.parentSpanId, step?.parentSpanId]).to.have.members([
            spanId,
            step?.spanId,
            spanId,
          ]);
          expect(new Set(collector.spans.map((span) => span.traceId))).to.deep.equal(new Set([traceId]));
        });

        it('leaves them what they are after a no, where its context manager is the host’s', async () => {
          const env = { TEST_HTTP: '1', TEST_ROOT: '1', ACME_TELEMETRY: '0' };
          await follow([`http:${url}`, 'shutdown'], env);
          expect(collector.spans.map(({ name }) => name)).to.deep.equal(['GET']);
          expect(parentOfGet()).to.equal(undefined);
          // Nothing of the machine was looked at.
          expect(collector.spans[0]?.resource).to.deep.equal({ 'service.name': 'acme' });
        });
      }
    });

    it('says in its resource what the catalog has, and nothing of arguments, paths and names', async () => {
      await follow(['name:deploy', `step:${ZANZIBAR}`], { OTEL_RESOURCE_ATTRIBUTES: '' });
      const { resource } = commandOf(collector.spans);
      expect(resource).to.include({
        'service.name': 'acme',
        'service.version': '1.2.3',
        'process.runtime.name': 'nodejs',
        'telemetry.distro.name': 'commandspan',
      });
      expect(resource).to.not.have.any.keys('telemetry.sdk.version', 'app.installation.id');
      expect(Object.keys(resource).filter((key) => !CATALOG.has(key))).to.deep.equal([]);
      const bytes = collector.requests.map(({ body }) => body.toString('latin1')).join('\n');
      for (const secret of [ZANZIBAR, home.path, process.execPath, 'follows-orders']) {
        expect(bytes).to.not.contain(secret);
      }
    });

    for (const [fixture, args] of [
      [ORDERS, ['globals', 'listen', 'name:deploy', 'code:7']],
      [ORDERS, ['listen', 'crash']],
      ...(isThorough ? ALIKE : []),
    ] as const) {
      it(`leaves the host what it is: ${args.join(' ')}`, async () => {
        await runAlike(home, fixture, { ...options(args), alike: withoutOurFrames });
      });
    }

    if (isThorough) {
      it('does not keep the host much longer than its exporter does, and never fails it', async () => {
        const hanging = await startReceiver(hang);
        try {
          for (const url of [hanging.url, await closedPort()]) {
            const before = performance.now();
            const result = await runHost(home, ORDERS, {
              ...options(['name:deploy', 'end', 'code:3']),
              endpoint: url,
            });
            expect(result).to.include({ exitCode: 3, stdout: 'done\n' });
            // The exporter gives up after 3 seconds.
            expect(performance.now() - before).to.be.below(7500);
          }
        } finally {
          await hanging.close();
        }
      });
    }
  });
}

describe('the verbs of a host whose only pipeline is its own SDK', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(() => home.remove());

  const verb = async (
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<HostResult> => {
    const TEST_SDK = pathToFileURL(fixturePath('opentelemetry.js')).href;
    return runHost(home, COMMANDER, { args: ['telemetry', ...args], env: { TEST_SDK, ...env } });
  };

  it('store the no, take it back, and say who decided', async () => {
    expect((await verb(['enable'])).stdout).to.match(/^Telemetry of acme is on/);
    const on = await verb(['status']);
    expect(on.stdout).to.match(/^Telemetry of acme is on: /);
    expect(on.stdout).to.contain('Collector  chosen by an OpenTelemetry SDK of its own');
    expect((await verb(['disable'])).stdout).to.match(/^Telemetry of acme is off/);
    expect(existsSync(join(home.config, 'telemetry-disabled'))).to.equal(true);
    expect((await verb(['status'])).stdout).to.match(/^Telemetry of acme is off: /);
  });

  it('say that there is another way where usage telemetry is registered too', async () => {
    const env = { TEST_BOTH: '1', TEST_USAGE_ENDPOINT: 'http://127.0.0.1:9' };
    const status = await verb(['status'], env);
    expect(status.stdout).to.contain('Collector  another one, chosen by an OpenTelemetry SDK of its own');
    expect(status.stdout).to.contain('Collector  http://127.0.0.1:9/v1/traces');
    const inspect = await verb(['inspect'], env);
    expect(inspect.stderr).to.match(/^Nothing is waiting to be sent\.\nacme also sends through/);
    expect((await verb(['manifest'], env)).stdout).to.contain('It is also sent through an OpenTelemetry SDK');
  });

  it('say that what is sent cannot be shown here', async () => {
    for (const name of ['inspect', 'log']) {
      const { stdout, stderr, exitCode } = await verb([name]);
      expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 0 });
      expect(stderr).to.contain('an OpenTelemetry SDK of its own');
    }
  });

  it('find nothing in the way, and ask no collector', async () => {
    const { stdout, exitCode } = await verb(['doctor'], YES);
    expect(exitCode, stdout).to.equal(0);
    expect(stdout).to.match(/^-- {2}collector +not asked/m);
    expect(stdout).to.not.match(/next send|waiting|lock/);
  });

  it('describe what can be recorded without an id and without hashes, and where it goes', async () => {
    const { stdout } = await verb(['manifest', '--json']);
    const { attributes, endpoint, ownSdk } = JSON.parse(stdout) as {
      attributes: readonly { readonly key: string }[];
      endpoint: string;
      ownSdk: string;
    };
    expect({ endpoint, ownSdk }).to.deep.equal({ endpoint: '', ownSdk: 'alone' });
    const keys = attributes.map(({ key }) => key);
    expect(keys).to.include.members(['cli.command', 'acme.template']);
    expect(keys).to.not.include.members(['acme.project']);
    expect(keys).to.not.include('app.installation.id');
    const { stdout: page } = await verb(['manifest']);
    expect(page).to.contain('an OpenTelemetry SDK of the program’s own');
    expect(page).to.not.contain('from a process of its own');
  });
});
