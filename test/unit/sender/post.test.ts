import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { post, type PostInput, type PostResult } from '../../../src/sender/post.ts';
import { CERTIFICATE } from '../support/certificate.ts';
import {
  closeCollectors,
  closedPort,
  startCollector,
  withoutProxy,
  type Behaviour,
} from '../support/collectors.ts';

const BODY = '{"resourceSpans":[{ "n": 1.0e0 }]}';

function send(url: string, changes: Partial<PostInput> = {}): Promise<PostResult> {
  return post({
    url,
    headers: {},
    userAgent: 'acme/1.2.3 commandspan/0.1.0',
    body: BODY,
    maySend: () => true,
    timeoutMs: 5000,
    ...changes,
  });
}

describe('post', () => {
  withoutProxy();
  afterEach(closeCollectors);

  it('posts the body, compressed, byte for byte', async () => {
    const { url, received } = await startCollector();
    expect(await send(url)).to.deep.equal({ kind: 'answered', status: 200, retryAfter: undefined, body: '' });
    expect(received).to.have.lengthOf(1);
    expect(received[0]).to.include({ method: 'POST', url: '/v1/traces', body: BODY });
    expect(received[0]?.headers).to.include({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'user-agent': 'acme/1.2.3 commandspan/0.1.0',
    });
  });

  it('sends the vendor’s headers, none of which changes what the body is', async () => {
    const { url, received } = await startCollector();
    await send(url, { headers: { 'x-key': 'secret', 'Content-Type': 'text/plain', 'CONTENT-LENGTH': '1' } });
    expect(received[0]?.headers).to.include({ 'x-key': 'secret', 'content-type': 'application/json' });
    expect(received[0]?.body).to.equal(BODY);
  });

  it('gives status, Retry-After and body of the answer', async () => {
    const { url } = await startCollector({ status: 429, headers: { 'retry-after': '7' }, body: '{"x":1}' });
    expect(await send(url)).to.deep.equal({
      kind: 'answered',
      status: 429,
      retryAfter: '7',
      body: '{"x":1}',
    });
  });

  it('does not fail where the proxy variable is no URL', async () => {
    const { url } = await startCollector();
    process.env['HTTP_PROXY'] = 'http://[nonsense';
    expect(await send(url)).to.deep.equal({ kind: 'unreachable', code: 'ERR_PROXY_INVALID_CONFIG' });
  });

  it('follows no redirect', async () => {
    const other = await startCollector();
    for (const status of [301, 302, 303, 307, 308]) {
      const { url } = await startCollector({ status, headers: { location: other.url } });
      expect(await send(url)).to.include({ kind: 'answered', status });
    }
    expect(other.connections()).to.equal(0);
  });

  it('sends nothing when the last look, after connecting, finds a no', async () => {
    const { url, received, connections } = await startCollector();
    let looks = 0;
    const maySend = (): boolean => {
      looks += 1;
      return false;
    };
    expect(await send(url, { maySend })).to.deep.equal({ kind: 'stopped' });
    expect([looks, received.length]).to.deep.equal([1, 0]);
    expect(connections()).to.be.at.most(1);
  });

  it('does not look before it is connected', async () => {
    let looks = 0;
    const result = await send(await closedPort(), { maySend: () => (looks += 1) > 0 });
    expect(result).to.deep.equal({ kind: 'unreachable', code: 'ECONNREFUSED' });
    expect(looks).to.equal(0);
  });

  const silent: readonly (readonly [title: string, behaviour: Behaviour, code: string])[] = [
    ['never answers', 'hang', 'ETIMEDOUT'],
    ['hangs up', 'hang-up', 'ECONNRESET'],
  ];
  for (const [title, behaviour, code] of silent) {
    it(`gives up on a collector that ${title}`, async () => {
      const { url } = await startCollector(behaviour);
      expect(await send(url, { timeoutMs: 150 })).to.deep.equal({ kind: 'unreachable', code });
    });
  }

  it('gives up at its deadline on an answer that drips, and keeps the status', async () => {
    const url = await startRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const begin = performance.now();
    expect(await send(url, { timeoutMs: 200 })).to.include({ kind: 'answered', status: 200 });
    expect(performance.now() - begin).to.be.below(2000);
  });

  it('is not held up by an answer without an end', async () => {
    const url = await startRaw((socket) => {
      socket.write('HTTP/1.1 503 Busy\r\n\r\n');
      const chunk = Buffer.alloc(100_000, 'x');
      const pour = (): void => void (socket.writable && socket.write(chunk, pour));
      pour();
    });
    const result = await send(url, { timeoutMs: 200 });
    expect(result).to.include({ kind: 'answered', status: 503 });
    expect(result.kind === 'answered' && result.body.length).to.be.at.most(64 * 1024);
  });

  const answers: readonly (readonly [title: string, answer: string])[] = [
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['is cut off', 'HTTP/1.1 200 O'],
  ];
  for (const [title, answer] of answers) {
    it(`settles on an answer that ${title}, and keeps the records`, async () => {
      const url = await startRaw((socket) => socket.end(answer));
      const begin = performance.now();
      expect(await send(url, { timeoutMs: 3000 })).to.include({ kind: 'unreachable' });
      expect(performance.now() - begin).to.be.below(2500);
    });
  }

  it('passes over preliminary answers', async () => {
    const url = await startRaw((socket) => {
      socket.end('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n');
    });
    expect(await send(url)).to.include({ kind: 'answered', status: 204 });
  });

  it('hears an answer that comes before the body was read', async () => {
    const url = await startRaw((socket) => socket.end('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n'));
    expect(await send(url)).to.include({ kind: 'answered', status: 413 });
  });

  it('names a host that does not exist', async () => {
    const result = await send('http://does-not-exist.invalid/v1/traces', { timeoutMs: 3000 });
    expect(result.kind).to.equal('unreachable');
  });

  it('sends nothing to a server whose certificate is not trusted', async () => {
    const { url, received } = await startCollector({ status: 200 }, { isSecure: true });
    let looks = 0;
    const result = await send(url, { maySend: () => (looks += 1) > 0 });
    expect(result).to.deep.equal({ kind: 'unreachable', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect([looks, received.length]).to.deep.equal([0, 0]);
  });

  it('posts over TLS to a server whose certificate is trusted', async () => {
    const { url, received } = await startCollector({ status: 200 }, { isSecure: true });
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, CERTIFICATE]);
    try {
      expect(await send(url)).to.include({ kind: 'answered', status: 200 });
      expect(received[0]?.body).to.equal(BODY);
      expect(await send(url, { maySend: () => false })).to.deep.equal({ kind: 'stopped' });
    } finally {
      setDefaultCACertificates(trusted);
    }
  });

  const knowsProxies = process.allowedNodeEnvironmentFlags.has('--use-env-proxy');
  (knowsProxies ? it : it.skip)('goes through the proxy that the environment names', async () => {
    const proxy = await startCollector();
    process.env['HTTP_PROXY'] = proxy.url;
    await send('http://telemetry.acme.example/v1/traces');
    expect(proxy.received[0]).to.include({ url: 'http://telemetry.acme.example/v1/traces', body: BODY });
  });
});

const SERVERS: (() => void)[] = [];
afterEach(() => {
  for (const close of SERVERS.splice(0)) close();
});

/** Starts a server that does with a connection, once a byte came, what it is told; returns its address. */
async function startRaw(onRequest: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => onRequest(socket));
    SERVERS.push(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  SERVERS.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1/traces`;
}
