import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';

import { expect } from 'chai';
import * as fc from 'fast-check';

import { MAX_BODY_BYTES } from '../../../src/collector/read-body.ts';
import { startCollector } from '../../../src/collector/server.ts';
import type { Collector, CollectorOptions, Refusal } from '../../../src/collector/server.ts';
import { makeOtlpSpan, makeRequest, recordSpans, serializeJson, serializeProtobuf } from './support.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const PROTOBUF_TYPE = { 'content-type': 'application/x-protobuf' };
const SPANS = JSON.stringify(makeRequest(makeOtlpSpan()));

interface Wrong {
  readonly title: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly status: number;
  readonly code: number;
}

const WRONG: readonly Wrong[] = [
  { title: 'bad JSON', body: '{', status: 400, code: 3 },
  { title: 'an empty body as JSON', body: '', status: 400, code: 3 },
  { title: 'JSON of the wrong shape', body: '{"resourceSpans":{}}', status: 400, code: 3 },
  { title: 'bad protobuf', headers: PROTOBUF_TYPE, body: '\u000f', status: 400, code: 3 },
  { title: 'bad gzip', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, status: 400, code: 3 },
  {
    title: 'truncated gzip',
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: gzipSync(SPANS).subarray(0, -9),
    status: 400,
    code: 3,
  },
  { title: 'another encoding', headers: { ...JSON_TYPE, 'content-encoding': 'br' }, status: 415, code: 3 },
  { title: 'another content type', headers: { 'content-type': 'text/plain' }, status: 415, code: 3 },
  { title: 'another path', path: '/v1/logs', status: 404, code: 5 },
  {
    title: 'a page of another machine',
    headers: { ...JSON_TYPE, origin: 'https://evil.example' },
    status: 403,
    code: 7,
  },
  { title: 'a sandboxed page', headers: { ...JSON_TYPE, origin: 'null' }, status: 403, code: 7 },
  { title: 'a body over the limit', body: Buffer.alloc(MAX_BODY_BYTES + 1, ' '), status: 413, code: 8 },
  {
    title: 'a gzip bomb',
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(MAX_BODY_BYTES + 1)),
    status: 413,
    code: 8,
  },
];

/** Opens a connection and sends a request without the end of its body. */
function openHalfRequest({ port }: Collector): Socket {
  const socket = connect(port, '127.0.0.1');
  const head = [
    'POST /v1/traces HTTP/1.1',
    'host: x',
    'content-type: application/json',
    'content-length: 99',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n{`);
  return socket.resume();
}

/** Waits until a socket has closed, be it by an error. */
function waitForClose(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.on('close', () => resolve());
  });
}

describe('startCollector', () => {
  const collectors: Collector[] = [];
  const start = async (options: CollectorOptions = {}): Promise<Collector> => {
    const collector = await startCollector({ port: 0, ...options });
    collectors.push(collector);
    return collector;
  };
  const post = (collector: Collector, init: RequestInit = {}, path = '/v1/traces'): Promise<Response> =>
    fetch(collector.url + path, { method: 'POST', headers: JSON_TYPE, body: SPANS, ...init });

  afterEach(async () => {
    await Promise.all(collectors.splice(0).map((collector) => collector.close()));
  });

  it('accepts JSON and answers as the Collector does', async () => {
    const collector = await start();
    const response = await post(collector, { body: serializeJson(recordSpans()) });
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.equal('application/json');
    expect(await response.text()).to.equal('{"partialSuccess":{}}');
    expect(collector.spans.map(({ name }) => name)).to.deep.equal(['upload', 'acme deploy function']);
  });

  it('accepts protobuf and answers with an empty protobuf message', async () => {
    const collector = await start();
    const response = await post(collector, {
      headers: PROTOBUF_TYPE,
      body: serializeProtobuf(recordSpans()),
    });
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.equal('application/x-protobuf');
    expect((await response.arrayBuffer()).byteLength).to.equal(0);
    expect(collector.spans).to.have.length(2);
  });

  const bodies: readonly (readonly [string, Record<string, string>, Buffer])[] = [
    ['gzip', { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync(SPANS)],
    ['gzip in capitals', { ...JSON_TYPE, 'content-encoding': 'GZIP' }, gzipSync(SPANS)],
    ['identity', { ...JSON_TYPE, 'content-encoding': 'identity' }, Buffer.from(SPANS)],
    ['a charset', { 'content-type': 'Application/JSON; charset=utf-8' }, Buffer.from(SPANS)],
    [
      'the origin of a page of this machine',
      { ...JSON_TYPE, origin: 'http://localhost:3000' },
      Buffer.from(SPANS),
    ],
  ];
  for (const [title, headers, body] of bodies) {
    it(`accepts ${title}`, async () => {
      const collector = await start();
      expect((await post(collector, { headers, body: new Uint8Array(body) })).status).to.equal(200);
      expect(collector.requests[0]?.body.toString()).to.equal(SPANS);
    });
  }

  it('accepts a body of exactly the limit', async () => {
    const collector = await start();
    const body = SPANS.padEnd(MAX_BODY_BYTES);
    expect((await post(collector, { body })).status).to.equal(200);
  });

  for (const { title, path, method, headers, body, status, code } of WRONG) {
    it(`answers ${status} to ${title} and says why`, async () => {
      const refusals: Refusal[] = [];
      const collector = await start({ onRefused: (refusal) => refusals.push(refusal) });
      const init = { method: method ?? 'POST', headers: headers ?? JSON_TYPE, body: body ?? SPANS };
      const response = await post(collector, init, path);
      expect(response.status).to.equal(status);
      expect(response.headers.get('content-type')).to.equal('application/json');
      const answer: unknown = await response.json();
      expect(answer).to.have.property('code', code);
      expect(answer).to.have.property('message').that.is.a('string').and.not.equal('');
      expect(refusals).to.have.length(1);
      expect(refusals[0]).to.deep.include({ method: 'POST', url: path ?? '/v1/traces', status });
      expect(collector.requests).to.have.length(0);
    });
  }

  it('answers 413 to a stream that exceeds the limit', async () => {
    const collector = await start();
    const chunk = new Uint8Array(1024 * 1024);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent > MAX_BODY_BYTES * 2) return controller.close();
        sent += chunk.length;
        return controller.enqueue(chunk);
      },
    });
    const init: RequestInit & { duplex: string } = { body, duplex: 'half' };
    expect((await post(collector, init)).status).to.equal(413);
    expect((await post(collector)).status).to.equal(200);
  });

  it('answers 413 to an announced length over the limit before the body comes', async () => {
    const collector = await start();
    const request = httpRequest(`${collector.url}/v1/traces`, {
      method: 'POST',
      headers: { ...JSON_TYPE, 'content-length': MAX_BODY_BYTES + 1 },
    });
    request.on('error', () => undefined);
    request.flushHeaders();
    const [response] = await once(request, 'response');
    expect(response.statusCode).to.equal(413);
    request.destroy();
  });

  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
    it(`answers 405 to ${method} and names POST`, async () => {
      const response = await fetch(`${(await start()).url}/v1/traces`, { method });
      expect(response.status).to.equal(405);
      expect(response.headers.get('allow')).to.equal('POST');
    });
  }

  it('gives no page of another machine leave to post', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const response = await fetch(`${(await start()).url}/v1/traces`, { method: 'OPTIONS', headers });
    expect(response.status).to.equal(403);
    const names = [...response.headers.keys()];
    expect(names.filter((name) => name.startsWith('access-control'))).to.deep.equal([]);
  });

  it('reports each request with its spans, headers, path and decompressed body', async () => {
    const calls: unknown[] = [];
    const collector = await start({ onSpans: (...call) => calls.push(call) });
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip', 'x-acme': 'yes' };
    await post(collector, { headers, body: new Uint8Array(gzipSync(SPANS)) }, '/v1/traces?a=1');
    await post(collector);
    const [first] = collector.requests;
    expect(first?.path).to.equal('/v1/traces');
    expect(first?.headers).to.have.property('x-acme', 'yes');
    expect(first?.body.toString()).to.equal(SPANS);
    expect(collector.spans).to.have.length(2);
    expect(calls[0]).to.deep.equal([[collector.spans[0]], first]);
    expect(calls).to.have.length(2);
  });

  it('keeps nothing when told so', async () => {
    const collector = await start({ keep: false });
    await post(collector);
    expect([collector.spans, collector.requests]).to.deep.equal([[], []]);
  });

  it('answers 500 when the callback throws, and goes on', async () => {
    let calls = 0;
    const collector = await start({
      onSpans: () => {
        calls += 1;
        if (calls === 1) throw new Error('no room');
      },
    });
    const response = await post(collector);
    expect(response.status).to.equal(500);
    expect(await response.json()).to.deep.equal({ code: 13, message: 'the collector failed: no room' });
    expect((await post(collector)).status).to.equal(200);
  });

  it('survives a callback that throws on a refusal', async () => {
    const collector = await start({
      onRefused: () => {
        throw new Error('no room');
      },
    });
    const outcome = await post(collector, { body: '{' }).catch(() => 'cut');
    expect(outcome).to.equal('cut');
    expect((await post(collector)).status).to.equal(200);
  });

  for (const leave of ['end', 'destroy'] as const) {
    it(`survives a client that leaves in the middle of a body by ${leave}`, async () => {
      const refusals: Refusal[] = [];
      const collector = await start({ onRefused: (refusal) => refusals.push(refusal) });
      const socket = openHalfRequest(collector);
      await once(socket, 'connect');
      // An answered request on another connection shows that the server has read the first one.
      expect((await post(collector)).status).to.equal(200);
      const closed = waitForClose(socket);
      socket[leave]();
      await closed;
      expect((await post(collector)).status).to.equal(200);
      expect(collector.requests).to.have.length(2);
      expect(refusals).to.have.length(0);
    });
  }

  it('answers 200 or 400 to any body, compressed or not', async () => {
    const collector = await start({ keep: false });
    const kinds = fc.constantFrom(JSON_TYPE, PROTOBUF_TYPE);
    await fc.assert(
      fc.asyncProperty(kinds, fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (type, bytes, gzip) => {
        const headers = gzip ? { ...type, 'content-encoding': 'gzip' } : type;
        const response = await post(collector, { headers, body: new Uint8Array(bytes) });
        expect(response.status).to.be.oneOf([200, 400]);
        await response.arrayBuffer();
      }),
      { numRuns: 60 },
    );
  });

  it('gives its port free at once, though a client keeps its connection', async () => {
    const first = await start();
    const agent = new Agent({ keepAlive: true });
    const request = httpRequest(`${first.url}/v1/traces`, { method: 'POST', headers: JSON_TYPE, agent });
    request.end(SPANS);
    const [response] = await once(request, 'response');
    response.resume();
    await once(response, 'end');
    await first.close();
    const second = await start({ port: first.port });
    expect(second.port).to.equal(first.port);
    expect((await post(second)).status).to.equal(200);
    agent.destroy();
  });

  it('closes while a request is half sent, and any number of times', async () => {
    const collector = await start();
    const socket = openHalfRequest(collector);
    await once(socket, 'connect');
    expect((await post(collector)).status).to.equal(200);
    await Promise.all([collector.close(), waitForClose(socket)]);
    await collector.close();
  });

  it('reports nothing any more once it is closed, though it still decompresses', async () => {
    let calls = 0;
    const collector = await start({ onSpans: () => (calls += 1) });
    const body = gzipSync(SPANS.padEnd(MAX_BODY_BYTES));
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const cut = post(collector, { headers, body }).catch(() => 'cut');
    await post(collector, {}, '/v1/logs');
    const callsBefore = calls;
    await Promise.all([collector.close(), cut]);
    // The collector's own decompression started earlier, so it is over when this one is.
    await promisify(gunzip)(body);
    expect(calls).to.equal(callsBefore);
  });

  it('says that a port is taken', async () => {
    const { port } = await start();
    const error: unknown = await startCollector({ port }).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'EADDRINUSE');
  });

  it('does not listen on all addresses for want of a host', async () => {
    const error: unknown = await startCollector({ port: 0, host: '' }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
  });
});
