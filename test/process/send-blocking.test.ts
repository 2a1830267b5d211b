import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import { machineToken } from '../../src/spool/machine.ts';
import type { Home } from '../support/home.ts';
import { closedPort, drip, hang, startReceiver, status } from '../support/receivers.ts';
import {
  nodeArguments,
  runAlike,
  runHost,
  startProgram,
  YES,
  type HostOptions,
  type HostResult,
} from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { readSpool } from '../support/spool.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

/** More than one request may take, and less than would be felt as hanging. */
const BOUND_MS = 5000;

describe(`send: 'blocking'`, () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  const blocking = (endpoint: string, given: HostOptions = {}): HostOptions => ({
    endpoint,
    ...given,
    env: { ...YES, ...given.env },
    options: { send: 'blocking', ...given.options },
  });
  const run = (fixture: string, given?: HostOptions): Promise<HostResult> =>
    runHost(home, fixture, blocking(collector.url, given));

  it('has sent what was recorded when the command has ended, and looks the same', async () => {
    const result = await runAlike(home, 'exits.js', blocking(collector.url, { args: ['7'] }));
    expect(result.exitCode).to.equal(7);
    expect(collector.spans.map(({ attributes }) => attributes['process.exit.code'])).to.deep.equal([7]);
    expect(sendersOf(home.path)).to.deep.equal([]);
    expect(readSpool(home, collector.url)).to.deep.equal([]);
  });

  it('sends each command, however soon after the last one', async () => {
    await run('ends.js');
    await run('ends.js');
    expect(collector.spans.length).to.equal(2);
  });

  it('sends nothing after a no', async () => {
    await run('ends.js', { env: { ACME_TELEMETRY: '0' } });
    expect(collector.requests).to.deep.equal([]);
    expect(home.tree()).to.deep.equal([]);
  });

  it('does not wait for a collector that wants to be left alone', async () => {
    home.write(
      home.spool(collector.url).scheduleFile.slice(home.path.length),
      JSON.stringify({ nextStart: Date.now() + 60_000, nextPost: Date.now() + 60_000, failures: 3 }),
    );
    await run('ends.js');
    expect(collector.requests).to.deep.equal([]);
    // Nor is a sender started, which would find out the same.
    expect(home.tree().filter((name) => name.endsWith('request.json'))).to.deep.equal([]);
    expect(readSpool(home, collector.url).length).to.equal(1);
  });

  it('waits for a sender that is at work and has not seen this command', async () => {
    const { lockFile } = home.spool(collector.url);
    const holder = { pid: process.pid, machine: machineToken(), since: Date.now() };
    home.write(lockFile.slice(home.path.length), JSON.stringify(holder));
    const running = run('ends.js');
    await delay(700);
    expect(collector.requests).to.deep.equal([]);
    rmSync(lockFile);
    await running;
    expect(collector.spans.length).to.equal(1);
  });

  it('outlives the first process of a container', async function () {
    skipUnless(this, whyNoContainer());
    const options = blocking(collector.url);
    const command = ['unshare', '--pid', '--fork', process.execPath, ...nodeArguments('ends.js', options)];
    expect(await startProgram(home, command, options).result).to.include({ exitCode: 0, stderr: '' });
    expect(collector.spans.length).to.equal(1);
  });

  for (const [title, answer] of [
    ['hangs', hang],
    ['drips', drip],
    ['answers 500', status(500)],
    ['is busy', status(503, { 'retry-after': '3600' })],
  ] as const) {
    it(`changes nothing and ends in time where the collector ${title}`, async () => {
      const receiver = await startReceiver(answer);
      const began = performance.now();
      await runAlike(home, 'exits.js', blocking(receiver.url, { args: ['7'] }));
      expect(performance.now() - began).to.be.below(BOUND_MS);
      expect(receiver.bodies.length).to.equal(1);
      await receiver.close();
    });
  }

  it('changes nothing and ends in time where nobody listens', async () => {
    const endpoint = await closedPort();
    const began = performance.now();
    await runAlike(home, 'exits.js', blocking(endpoint, { args: ['7'] }));
    expect(performance.now() - began).to.be.below(BOUND_MS);
    expect(readSpool(home, endpoint).length).to.equal(1);
  });

  it('kills a sender that does not end by itself', async () => {
    home.write('node', '#!/bin/sh\nexec sleep 60\n');
    const node = join(home.path, 'node');
    chmodSync(node, 0o700);
    const began = performance.now();
    const { exitCode } = await run('starts-its-sender-through.js', { args: [node] });
    expect(exitCode).to.equal(0);
    expect(performance.now() - began).to.be.within(5000, 9000);
    expect(sendersOf(home.path)).to.deep.equal([]);
  });
});

function whyNoContainer(): string | undefined {
  const { status: code } = spawnSync('unshare', ['--pid', '--fork', 'true'], { stdio: 'ignore' });
  return code === 0 ? undefined : 'no PID namespace can be made here';
}
