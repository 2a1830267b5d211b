import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { startCollector } from '../../src/collector/server.ts';
import { makeHome, type Home } from '../support/home.ts';
import { closedPort, drip, hang, startReceiver, status, type Receiver } from '../support/receivers.ts';
import { NOWHERE, runAlike, runHost, startHost, YES } from '../support/run-host.ts';
import { sendersOf, viewProcess, whyNoView } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { readJson, readSpool } from '../support/spool.ts';
import { waitFor } from '../support/wait-for.ts';

describe('a collector', () => {
  let home: Home;
  let receiver: Receiver | undefined;

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(async () => {
    await receiver?.close();
    receiver = undefined;
    await home.remove();
  });

  /** What the last sender said it did, without its time. */
  function lastSend(endpoint: string): object {
    const { at, ...last } = readJson(home.spool(endpoint).resultFile);
    expect(at).to.be.within(Date.now() - 60_000, Date.now());
    return last;
  }

  function counts(endpoint: string): object {
    return readJson(home.spool(endpoint).countsFile);
  }

  /** Runs a host that fails with and without us, so that all it does is seen; then the sender at work is looked at. */
  async function expectAlike(endpoint: string): Promise<void> {
    const { exitCode } = await runAlike(home, 'throws.js', { env: YES, endpoint });
    expect(exitCode).to.equal(1);
  }

  it('that answers gets the span once, and it leaves the spool', async () => {
    receiver = await startReceiver(status(200));
    await expectAlike(receiver.url);
    await home.quiet();
    expect(receiver.bodies.length).to.equal(1);
    expect(readSpool(home, receiver.url)).to.deep.equal([]);
    expect(lastSend(receiver.url)).to.deep.equal({ result: 'delivered', why: '', delivered: 1 });
    expect(counts(receiver.url)).to.deep.equal({ delivered: 1, dropped: {} });
    expect(existsSync(home.spool(receiver.url).pendingDir)).to.equal(false);
  });

  it('that refuses connections leaves the span in the spool', async () => {
    const endpoint = await closedPort();
    await expectAlike(endpoint);
    await home.quiet();
    expect(readSpool(home, endpoint).length).to.equal(1);
    expect(lastSend(endpoint)).to.deep.equal({ result: 'kept', why: 'ECONNREFUSED', delivered: 0 });
    expect(counts(endpoint)).to.deep.equal({});
  });

  it('that hangs is waited for by the sender alone, and loses nothing', async () => {
    receiver = await startReceiver(hang);
    const { url, bodies } = receiver;
    await expectAlike(url);
    await waitFor(() => bodies.length > 0, 'the request that hangs');
    expect(sendersOf(home.path).length).to.equal(1);
    const second = await runAlike(home, 'exits.js', { args: ['3'], env: YES, endpoint: url });
    expect(second.exitCode).to.equal(3);
    expect(sendersOf(home.path).length, 'one sender at a time').to.equal(1);
    await receiver.close();
    await home.quiet();
    expect(readSpool(home, url).length).to.equal(2);
    expect(lastSend(url)).to.deep.equal({ result: 'kept', why: 'ECONNRESET', delivered: 0 });
    expect(counts(url)).to.deep.equal({});
  });

  it('that drips has delivered with its status', async () => {
    receiver = await startReceiver(drip);
    const { url, bodies } = receiver;
    await expectAlike(url);
    await waitFor(() => bodies.length > 0, 'the request whose answer drips');
    expect(sendersOf(home.path).length).to.equal(1);
    await receiver.close();
    await home.quiet();
    expect(readSpool(home, url)).to.deep.equal([]);
    expect(lastSend(url)).to.deep.equal({ result: 'delivered', why: '', delivered: 1 });
  });

  for (const code of [400, 404, 500]) {
    it(`that answers ${code} makes the sender drop and count`, async () => {
      receiver = await startReceiver(status(code));
      await expectAlike(receiver.url);
      await home.quiet();
      expect(readSpool(home, receiver.url)).to.deep.equal([]);
      expect(lastSend(receiver.url)).to.deep.equal({ result: 'dropped', why: `HTTP ${code}`, delivered: 0 });
      expect(counts(receiver.url)).to.deep.equal({ delivered: 0, dropped: { 'refused-by-collector': 1 } });
    });
  }

  it('that redirects is not followed', async () => {
    const elsewhere = await startReceiver(status(200));
    receiver = await startReceiver(status(307, { location: `${elsewhere.url}/v1/traces` }));
    await runHost(home, 'ends.js', { env: YES, endpoint: receiver.url });
    await home.quiet();
    await elsewhere.close();
    expect(elsewhere.bodies).to.deep.equal([]);
    expect(readSpool(home, receiver.url).length).to.equal(1);
  });

  for (const code of [403, 410]) {
    it(`that answers ${code} is left alone for a day`, async () => {
      receiver = await startReceiver(status(code));
      await runHost(home, 'ends.js', { env: YES, endpoint: receiver.url });
      await home.quiet();
      const { nextPost } = readJson(home.spool(receiver.url).scheduleFile);
      expect(Number(nextPost)).to.be.greaterThan(Date.now() + 23 * 3_600_000);
    });
  }

  it('that says when to come back is not asked before', async () => {
    receiver = await startReceiver(status(503, { 'retry-after': '3600' }));
    await runHost(home, 'ends.js', { env: YES, endpoint: receiver.url });
    await home.quiet();
    const schedule = readJson(home.spool(receiver.url).scheduleFile);
    expect(Number(schedule['nextPost'])).to.be.within(Date.now() + 3_500_000, Date.now() + 3_600_000);
    home.write(
      home.spool(receiver.url).scheduleFile.slice(home.path.length),
      JSON.stringify({ ...schedule, nextStart: 0 }),
    );
    await runHost(home, 'ends.js', { env: YES, endpoint: receiver.url });
    await home.quiet();
    expect(receiver.bodies.length, 'the second sender only keeps house').to.equal(1);
    expect(readSpool(home, receiver.url).length).to.equal(2);
  });

  it('that comes back gets what was kept, nothing twice', async () => {
    const down = await startReceiver(status(503));
    const { url } = down;
    await runHost(home, 'ends.js', { env: YES, endpoint: url });
    await home.quiet();
    home.makeDue(url);
    await runHost(home, 'exits.js', { args: ['3'], env: YES, endpoint: url });
    await home.quiet();
    const kept = readSpool(home, url).map(({ spanId }) => spanId);
    expect(kept.length).to.equal(2);
    expect(lastSend(url)).to.deep.equal({ result: 'kept', why: 'HTTP 503', delivered: 0 });
    await down.close();

    home.makeDue(url);
    const up = await startCollector({ port: Number(new URL(url).port) });
    await runHost(home, 'ends.js', { env: YES, endpoint: url });
    await home.quiet();
    await up.close();
    const delivered = up.spans.map(({ spanId }) => spanId);
    expect(delivered.length).to.equal(3);
    expect(new Set(delivered).size).to.equal(3);
    expect(delivered).to.include.members(kept);
    expect(readSpool(home, url)).to.deep.equal([]);
    expect(counts(url)).to.deep.equal({ delivered: 3, dropped: {} });
  });

  it('that keeps only a part is believed', async () => {
    receiver = await startReceiver((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"partialSuccess":{"rejectedSpans":"1","errorMessage":"no"}}');
    });
    await runHost(home, 'ends.js', { env: YES, endpoint: receiver.url });
    await home.quiet();
    expect(readSpool(home, receiver.url)).to.deep.equal([]);
    expect(counts(receiver.url)).to.deep.equal({ delivered: 0, dropped: { 'rejected-by-collector': 1 } });
  });

  it('is posted to by a process that shows and knows nothing', async function () {
    skipUnless(this, whyNoView());
    receiver = await startReceiver(hang);
    const { url, bodies } = receiver;
    const secret = 'alice-and-her-token';
    const env = {
      ...YES,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${secret}`,
      OTEL_RESOURCE_ATTRIBUTES: `user=${secret}`,
      TRACEPARENT: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
      NODE_OPTIONS: '--no-deprecation',
      AWS_SECRET_ACCESS_KEY: secret,
      ACME_TOKEN: secret,
      LANG: 'C.UTF-8',
      TMPDIR: home.path,
      no_proxy: '*',
    };
    await runHost(home, 'ends.js', { args: [secret], env, endpoint: url });
    await waitFor(() => bodies.length > 0, 'the request that hangs');
    const [pid = 0] = sendersOf(home.path);
    const { commandLine, env: known, cwd } = viewProcess(pid);
    expect(commandLine.length).to.equal(2);
    expect(commandLine[0]).to.equal(process.execPath);
    expect(commandLine[1]).to.match(/\/dist\/sender\.js$/);
    expect(cwd).to.equal('/');
    expect(known).to.deep.equal({
      COMMANDSPAN_SEND_REQUEST: home.spool(url).requestFile,
      LANG: 'C.UTF-8',
      TMPDIR: home.path,
      no_proxy: '*',
    });
  });

  it('is never waited for by the host', async () => {
    receiver = await startReceiver(hang);
    const { bodies } = receiver;
    const host = startHost(home, 'prints-when-it-ends.js', { env: YES, endpoint: receiver.url });
    const { stdout } = await host.result;
    const ended = Date.now();
    await waitFor(() => bodies.length > 0, 'the request that hangs');
    expect(sendersOf(home.path).length, 'the sender outlives the host').to.equal(1);
    expect(ended - Number(stdout), 'milliseconds from the last exit listener to the end').to.be.lessThan(
      1000,
    );
  });

  it('is not asked before a sender is due', async () => {
    home.holdSender(NOWHERE);
    for (let run = 0; run < 3; run += 1) await runHost(home, 'ends.js', { env: YES });
    expect(sendersOf(home.path)).to.deep.equal([]);
    expect(readSpool(home).length).to.equal(3);
    expect(existsSync(home.spool(NOWHERE).requestFile)).to.equal(false);
  });
});
