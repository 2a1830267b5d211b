import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { recordSpans, serializeProtobuf } from './support.ts';

const CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));
const DEADLINE_MS = 10_000;

interface Run {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly output: { stdout: string; stderr: string };
  /** Waits until the output matches, or says what it waited for. */
  readonly shows: (stream: 'stdout' | 'stderr', pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

describe('the commandspan command', () => {
  const children: Run[] = [];

  function run(...args: readonly string[]): Run {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
    }
    const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
    const shows: Run['shows'] = async (stream, pattern) => {
      const signal = AbortSignal.timeout(DEADLINE_MS);
      for (let match = pattern.exec(output[stream]); ; match = pattern.exec(output[stream])) {
        if (match !== null) return match;
        await once(child[stream], 'data', { signal }).catch(() => {
          throw new Error(`no ${pattern} on ${stream}, but ${JSON.stringify(output)}`);
        });
      }
    };
    const started = { child, output, shows, ended };
    children.push(started);
    return started;
  }

  async function startCollector(...args: readonly string[]): Promise<Run & { readonly url: string }> {
    const started = run('collector', '--port', '0', ...args);
    const [, url = ''] = await started.shows('stderr', /listening on (http:\S+) \(OTLP/);
    return { ...started, url: `${url}/v1/traces` };
  }

  const postSpans = (url: string): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body: serializeProtobuf(recordSpans()),
    });

  afterEach(async () => {
    for (const { child } of children) child.kill('SIGKILL');
    await Promise.all(children.splice(0).map(({ ended }) => ended));
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`prints spans until ${signal}, then ends with 0`, async () => {
      const { child, output, shows, ended, url } = await startCollector();
      expect((await postSpans(url)).status).to.equal(200);
      await shows('stdout', /acme 1\.2\.0 +acme deploy function +failure +exit 3 .*\n +└─ upload/);
      child.kill(signal);
      expect(await ended).to.equal(0);
      expect(child.signalCode).to.equal(null);
      expect(output.stdout).not.to.include('\u001b');
      expect(output.stderr.trimEnd().split('\n')).to.have.length(1);
    });
  }

  it('prints JSON with --json', async () => {
    const { shows, url } = await startCollector('--json');
    await postSpans(url);
    const [, line = ''] = await shows('stdout', /\n(\{.*\})\n/);
    expect(JSON.parse(line)).to.deep.include({ command: 'deploy function', outcome: 'failure', exitCode: 3 });
  });

  it('ends with 0 when the reader of its output went away', async () => {
    const { child, output, ended, url } = await startCollector();
    child.stdout.destroy();
    await postSpans(url);
    expect(await ended).to.equal(0);
    expect(output.stderr.trimEnd().split('\n')).to.have.length(1);
  });

  it('goes on printing when the reader of its messages went away', async () => {
    const { child, shows, ended, url } = await startCollector();
    child.stderr.destroy();
    expect((await fetch(url, { method: 'POST', body: '{' })).status).to.equal(415);
    await postSpans(url);
    await shows('stdout', /acme deploy function/);
    child.kill('SIGTERM');
    expect(await ended).to.equal(0);
  });

  it('prints one line and ends with 1 when the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    // A listening server holds its port without keeping a failed test run alive.
    server.unref();
    const { output, ended } = run('collector', '--port', String(port));
    expect(await ended).to.equal(1);
    expect(output).to.deep.equal({
      stdout: '',
      stderr: `commandspan: port ${port} on 127.0.0.1 is in use; choose another with --port\n`,
    });
    server.close();
  });

  it('explains wrong usage on stderr and ends with 2', async () => {
    const { output, ended } = run('collector', '--prot', '1');
    expect(await ended).to.equal(2);
    expect(output.stdout).to.equal('');
    expect(output.stderr).to.match(/^commandspan: [^\n]*--prot[^]*\nTry 'commandspan --help'\.\n$/);
  });

  it('prints help on stdout', async () => {
    const { output, ended } = run('--help');
    expect(await ended).to.equal(0);
    expect(output.stdout).to.include('Usage: commandspan collector [options]');
    for (const option of ['--port', '--host', '--json', '--no-color', '--help', '--version']) {
      expect(output.stdout).to.include(option);
    }
  });

  it('prints its version', async () => {
    const { output, ended } = run('--version');
    expect(await ended).to.equal(0);
    expect(output).to.deep.equal({ stdout: '0.0.0-dev\n', stderr: '' });
  });
});
