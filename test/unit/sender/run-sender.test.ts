import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../../src/spool/lock.ts';
import { REQUEST_VARIABLE } from '../../../src/spool/sender-call.ts';
import {
  closeCollectors,
  startCollector,
  withoutProxy,
  type Behaviour,
  type Collector,
} from '../support/collectors.ts';
import { makeTestSpool, type TestSpool } from '../support/drains.ts';
import { useFolder } from '../support/folder.ts';
import { entriesIn, storeRecord } from '../support/spools.ts';

const SENDER = join(import.meta.dirname, '../../../src/sender.ts');

/** Runs the sender's program to its end; it must print nothing, and the system ends it. */
async function runSender(env: NodeJS.ProcessEnv): Promise<void> {
  const { PATH, SystemRoot } = process.env;
  const child = spawn(process.execPath, [SENDER], {
    env: { PATH, SystemRoot, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  await once(child, 'close');
  expect(output).to.equal('');
}

describe('runSender', () => {
  const folder = useFolder();
  withoutProxy();
  afterEach(closeCollectors);

  const start = async (
    behaviour?: Behaviour,
    deadlineMs = 9000,
  ): Promise<{ collector: Collector; spool: TestSpool }> => {
    const collector = await startCollector(behaviour);
    const spool = makeTestSpool(folder.path, { url: collector.url, deadlineMs });
    return { collector, spool };
  };
  const run = ({ request, layout }: TestSpool, changes: object = {}): Promise<void> => {
    writeFileSync(layout.requestFile, JSON.stringify({ ...request, ...changes }), { mode: 0o600 });
    return runSender({ [REQUEST_VARIABLE]: layout.requestFile });
  };

  it('delivers what waits, gives the lock back, and sees to the other spools', async () => {
    const { collector, spool } = await start();
    const records = spool.store(2);
    const other = join(spool.layout.dir, '..', 'other', 'pending');
    storeRecord({ folder: other, number: 1, modifiedMs: 1e12 });
    await run(spool);
    expect(collector.received[0]?.body).to.equal(`{"resourceSpans":[${records.join(',')}]}`);
    expect(entriesIn(spool.layout.dir)).not.to.include('lock.json');
    expect(entriesIn(other)).to.deep.equal([]);
  });

  it('does nothing for a host of another version', async () => {
    const { collector, spool } = await start();
    spool.store(1);
    await run(spool, { version: '9.9.9' });
    expect(collector.connections()).to.equal(0);
  });

  it('does nothing while another sender holds the lock', async () => {
    const { collector, spool } = await start();
    spool.store(1);
    takeLock(spool.layout, 60_000);
    await run(spool);
    expect(collector.connections()).to.equal(0);
    expect(entriesIn(spool.layout.dir)).to.include('lock.json');
  });

  it('does nothing after a no, not even to the other spools', async () => {
    const { collector, spool } = await start();
    spool.store(1);
    const other = join(spool.layout.dir, '..', 'other', 'pending');
    storeRecord({ folder: other, number: 1, modifiedMs: 1e12 });
    folder.write('config/acme/telemetry-disabled', '');
    await run(spool);
    expect(collector.connections()).to.equal(0);
    expect(entriesIn(other)).to.have.lengthOf(1);
    expect(entriesIn(join(spool.layout.dir, '..', 'other'))).not.to.include('lock.json');
  });

  it('is dead after its deadline, whatever the collector does', async () => {
    const { collector, spool } = await start('hang', 1200);
    spool.store(1);
    const begin = performance.now();
    await run(spool);
    expect(collector.connections()).to.equal(1);
    expect(performance.now() - begin).to.be.below(15_000);
    expect(spool.account()).to.include({ waiting: 1, delivered: 0 });
  });

  it('ends at once without a request', async () => {
    await runSender({});
    await runSender({ [REQUEST_VARIABLE]: folder.at('nowhere') });
  });
});
