import { expect } from 'chai';

import type { CollectorSettings } from '../../../src/collector/settings.ts';
import { runCollector } from '../../../src/collector/run.ts';
import { makeOtlpSpan, makeRequest } from './support.ts';

const SETTINGS: CollectorSettings = { port: 0, host: '127.0.0.1', json: false, color: true };

interface Screen {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Terminal {
  readonly settings?: Partial<CollectorSettings>;
  readonly isTTY?: boolean;
  readonly env?: Record<string, string>;
}

/** Runs the command in process, posts `body` once it listens, and stops it after the answer. */
async function runAndPost({ settings, isTTY = true, env = {} }: Terminal, body: string): Promise<Screen> {
  const stop = new AbortController();
  const listening = Promise.withResolvers<string>();
  const screen = { stdout: '', stderr: '' };
  const ended = runCollector(
    { ...SETTINGS, ...settings },
    {
      env,
      stop: stop.signal,
      stdout: { isTTY, write: (text) => (screen.stdout += text) },
      stderr: {
        write: (text) => {
          screen.stderr += text;
          const [, port] = /listening on \S+:(\d+)/.exec(text) ?? [];
          if (port !== undefined) listening.resolve(`http://127.0.0.1:${port}/v1/traces`);
        },
      },
    },
  );
  try {
    await fetch(await listening.promise, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  } finally {
    stop.abort();
  }
  return { code: await ended, ...screen };
}

const STEPS = JSON.stringify(
  makeRequest(
    makeOtlpSpan({ name: 'deploy' }),
    makeOtlpSpan({ name: 'upload', spanId: 'a'.repeat(16), parentSpanId: '0'.repeat(15) + '1' }),
  ),
);

const COLORS: readonly (readonly [title: string, terminal: Terminal, color: boolean])[] = [
  ['on a terminal', {}, true],
  ['with an empty NO_COLOR', { env: { NO_COLOR: '' } }, true],
  ['in a pipe', { isTTY: false }, false],
  ['in a pipe, with FORCE_COLOR', { isTTY: false, env: { FORCE_COLOR: '1' } }, false],
  ['with NO_COLOR', { env: { NO_COLOR: '1' } }, false],
  ['with --no-color', { settings: { color: false } }, false],
  ['in JSON', { settings: { json: true } }, false],
];

describe('runCollector', () => {
  it('says where it listens, prints spans as trees, and ends with 0', async () => {
    const { code, stdout, stderr } = await runAndPost({ isTTY: false }, STEPS);
    expect(code).to.equal(0);
    expect(stderr).to.match(
      /^commandspan collector listening on http:\/\/127\.0\.0\.1:\d+ \(OTLP\/HTTP: POST \/v1\/traces\)\n$/,
    );
    expect(stdout).to.match(
      /^\d\d:\d\d:\d\d {2}unknown +deploy +success +0 ms\n {10}└─ upload +success +0 ms\n$/,
    );
  });

  it('prints a JSON object per span and line with --json', async () => {
    const { stdout } = await runAndPost({ settings: { json: true } }, STEPS);
    const names = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line).name);
    expect(names).to.deep.equal(['deploy', 'upload']);
  });

  for (const [title, terminal, color] of COLORS) {
    it(`prints ${color ? 'in colour' : 'without colour'} ${title}`, async () => {
      const { stdout } = await runAndPost(terminal, STEPS);
      expect(stdout).to.include('deploy');
      expect(stdout.includes('\u001b[')).to.equal(color);
    });
  }

  it('says on stderr why it refused a request', async () => {
    const { stdout, stderr } = await runAndPost({}, '{');
    expect(stdout).to.equal('');
    expect(stderr).to.include('refused POST /v1/traces: 400 body: not JSON\n');
  });

  it('ends at once when it was stopped before it listened', async () => {
    const write = (): void => undefined;
    const host = { env: {}, stop: AbortSignal.abort(), stdout: { write }, stderr: { write } };
    expect(await runCollector(SETTINGS, host)).to.equal(0);
  });

  it('warns of a host that is not loopback, and gives 1 when it cannot listen there', async () => {
    let stderr = '';
    const write = (text: string): unknown => (stderr += text);
    const host = { env: {}, stop: new AbortController().signal, stdout: { write }, stderr: { write } };
    const code = await runCollector({ ...SETTINGS, host: '192.0.2.1' }, host);
    expect(code).to.equal(1);
    const [warning, reason, ...rest] = stderr.split('\n');
    expect(warning).to.include('warning: 192.0.2.1 is not loopback');
    expect(reason).to.match(/^commandspan: cannot listen on port 0 of 192\.0\.2\.1: ./);
    expect(rest).to.deep.equal(['']);
  });
});
