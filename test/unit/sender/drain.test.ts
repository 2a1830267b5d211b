import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { policyContent } from '../../../src/consent/files.ts';
import { claimPending, listClaims } from '../../../src/spool/claims.ts';
import { readLastSend } from '../../../src/spool/last-send.ts';
import { MAX_WAIT_MS, readSchedule, writeSchedule } from '../../../src/spool/schedule.ts';
import { readSentLog } from '../../../src/spool/sent-log.ts';
import type { SendRequest } from '../../../src/spool/send-request.ts';
import { giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import {
  closeCollectors,
  closedPort,
  startCollector,
  withoutProxy,
  type Behaviour,
  type Collector,
} from '../support/collectors.ts';
import { makeTestSpool, type TestSpool } from '../support/drains.ts';
import { useFolder } from '../support/folder.ts';
import { deadPid } from '../support/programs.ts';
import { entriesIn, makeHeader, makeRecord, spanIdOf, storeRecord } from '../support/spools.ts';

describe('drain', () => {
  const folder = useFolder();
  withoutProxy();
  afterEach(closeCollectors);

  const spoolFor = (url: string, changes: Partial<SendRequest> = {}): TestSpool =>
    makeTestSpool(folder.path, { url, ...changes });
  const start = async (behaviour?: Behaviour): Promise<{ collector: Collector; spool: TestSpool }> => {
    const collector = await startCollector(behaviour);
    return { collector, spool: spoolFor(collector.url) };
  };
  const wait = ({ layout }: TestSpool, now: number): number => readSchedule(layout, now).nextPost - now;

  it('delivers what waits, byte for byte, and leaves an empty spool', async () => {
    const { collector, spool } = await start();
    const records = spool.store(3, 2);
    await spool.drain();
    expect(collector.received.map(({ body }) => body)).to.deep.equal([
      `{"resourceSpans":[${records.join(',')}]}`,
    ]);
    expect(collector.received[0]?.headers).to.include({
      'x-key': 'vendor',
      'user-agent': 'acme/1.2.3 commandspan/0.0.0',
    });
    expect(spool.account()).to.deep.equal({ waiting: 0, delivered: 6, dropped: {} });
    expect(readdirSync(spool.layout.dir).toSorted()).to.deep.equal([
      'counts.json',
      'last-send.json',
      'running',
      'schedule.json',
      'sent.jsonl',
    ]);
    expect(readLastSend(spool.layout)).to.include({ result: 'delivered', why: '', delivered: 6 });
  });

  it('asks nobody where nothing waits', async () => {
    const { collector, spool } = await start();
    await spool.drain();
    expect(collector.connections()).to.equal(0);
    expect(readLastSend(spool.layout)).to.equal(undefined);
  });

  it('delivers 2,000 records, none lost and none twice', async () => {
    const { collector, spool } = await start();
    const records = spool.store(2000);
    await spool.drain();
    const bodies = collector.received.map(({ body }) => body);
    expect(bodies.length).to.be.above(1);
    const all = bodies.map((body) => body.slice('{"resourceSpans":['.length, -2)).join(',');
    expect(all.length).to.equal(records.join(',').length);
    for (const record of records) expect(all.split(record).length, record).to.equal(2);
    expect(spool.account()).to.deep.equal({ waiting: 0, delivered: 2000, dropped: {} });
  }).timeout(60_000);

  const dropped: readonly (readonly [title: string, behaviour: Behaviour])[] = [
    ['says that the request is bad', { status: 400 }],
    ['does not know us', { status: 401 }],
    ['has no such path', { status: 404 }],
    ['finds it too large', { status: 413 }],
    ['breaks on it', { status: 500 }],
  ];
  for (const [title, behaviour] of dropped) {
    it(`drops and counts what a collector ${title}`, async () => {
      const { collector, spool } = await start(behaviour);
      spool.store(600);
      await spool.drain();
      expect(spool.account()).to.deep.equal({
        waiting: 0,
        delivered: 0,
        dropped: { 'refused-by-collector': 600 },
      });
      expect(collector.received).to.have.lengthOf(2);
      expect(wait(spool, Date.now())).to.be.at.most(0);
    });
  }

  for (const status of [403, 410]) {
    it(`drops the request and is silent for a day after a ${status}`, async () => {
      const { collector, spool } = await start({ status });
      spool.store(600);
      const now = Date.now();
      await spool.drain(() => now);
      expect(spool.account()).to.deep.equal({
        waiting: 88,
        delivered: 0,
        dropped: { 'refused-by-collector': 512 },
      });
      expect(wait(spool, now)).to.equal(MAX_WAIT_MS);
      await spool.drain(() => now + MAX_WAIT_MS - 1);
      expect(collector.received).to.have.lengthOf(1);
      await spool.drain(() => now + MAX_WAIT_MS);
      expect(collector.received).to.have.lengthOf(2);
    });
  }

  const kept: readonly (readonly [title: string, behaviour: Behaviour, why: string])[] = [
    ['is busy', { status: 503 }, 'HTTP 503'],
    ['wants fewer requests', { status: 429 }, 'HTTP 429'],
    ['stands behind a broken gateway', { status: 502 }, 'HTTP 502'],
    ['stands behind a portal', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'HTTP 302'],
    ['never answers', 'hang', 'ETIMEDOUT'],
    ['hangs up', 'hang-up', 'ECONNRESET'],
  ];
  for (const [title, behaviour, why] of kept) {
    it(`keeps everything, and asks once, where a collector ${title}`, async () => {
      const collector = await startCollector(behaviour);
      const spool = spoolFor(collector.url, { deadlineMs: 450 });
      spool.store(600);
      await spool.drain();
      expect(spool.account()).to.deep.equal({ waiting: 600, delivered: 0, dropped: {} });
      expect(collector.received).to.have.lengthOf(1);
      expect(readSchedule(spool.layout, Date.now()).failures).to.equal(1);
      expect(readLastSend(spool.layout)).to.include({ result: 'kept', why, delivered: 0 });
    });
  }

  it('keeps everything where nobody listens, and delivers it to a later sender', async () => {
    const spool = spoolFor(await closedPort());
    const records = spool.store(2);
    await spool.drain();
    expect(readLastSend(spool.layout)).to.include({ result: 'kept', why: 'ECONNREFUSED' });
    const { url, received } = await startCollector();
    const later = makeTestSpool(folder.path, { url });
    later.store(0);
    await later.drain(() => Date.now() + 60_000);
    expect(received[0]?.body).to.equal(`{"resourceSpans":[${records.join(',')}]}`);
  });

  it('waits as long as the collector asks', async () => {
    const { spool } = await start({ status: 429, headers: { 'retry-after': '120' } });
    spool.store(1);
    const now = Date.now();
    await spool.drain(() => now);
    expect(wait(spool, now)).to.be.within(120_000, 120_000);
  });

  it('counts failures in a row and forgets them with a success', async () => {
    let status = 503;
    const collector = await startCollector(() => ({ status }));
    const spool = spoolFor(collector.url);
    spool.store(1);
    let now = Date.now();
    const failures: number[] = [];
    for (status of [503, 503, 503, 200]) {
      await spool.drain(() => now);
      failures.push(readSchedule(spool.layout, now).failures);
      now += MAX_WAIT_MS;
    }
    expect(failures).to.deep.equal([1, 2, 3, 0]);
  });

  const partial: readonly (readonly [
    rejected: unknown,
    delivered: number,
    counted: Record<string, number>,
  ])[] = [
    [2, 4, { 'rejected-by-collector': 2 }],
    ['2', 4, { 'rejected-by-collector': 2 }],
    [6, 0, { 'rejected-by-collector': 6 }],
    [1000, 0, { 'rejected-by-collector': 6 }],
  ];
  for (const [rejectedSpans, delivered, counted] of partial) {
    it(`counts what the collector rejected (${JSON.stringify(rejectedSpans)} of 6), and does not send it again`, async () => {
      const { collector, spool } = await start({
        status: 200,
        body: JSON.stringify({ partialSuccess: { rejectedSpans } }),
      });
      spool.store(3, 2);
      await spool.drain();
      await spool.drain();
      expect(spool.account()).to.deep.equal({ waiting: 0, delivered, dropped: counted });
      expect(readLastSend(spool.layout)?.delivered).to.equal(delivered);
      expect(collector.received).to.have.lengthOf(1);
    });
  }

  it('delivers the good records among corrupt ones, which it counts and removes', async () => {
    const { collector, spool } = await start();
    const [first, second] = spool.store(2);
    storeRecord({
      folder: spool.layout.pendingDir,
      number: 1001,
      record: '{"scopeSpans":',
      modifiedMs: 1e12,
    });
    storeRecord({ folder: spool.layout.pendingDir, number: 1002, record: 'nonsense' });
    writeFileSync(folder.at('x'), '');
    await makeTestSpool(folder.path, {
      url: collector.url,
      bounds: { maxRecords: 99, maxBytes: 1e9, maxAgeMs: 1e13 },
    }).drain();
    expect(collector.received.map(({ body }) => body)).to.deep.equal([
      `{"resourceSpans":[${first},${second}]}`,
    ]);
    expect(spool.account()).to.deep.equal({ waiting: 0, delivered: 2, dropped: { corrupt: 2 } });
  });

  it('has nothing to send where all records are corrupt', async () => {
    const { collector, spool } = await start();
    storeRecord({ folder: spool.layout.pendingDir, number: 1, record: 'nonsense' });
    await spool.drain();
    expect(collector.connections()).to.equal(0);
    expect(spool.account()).to.deep.equal({ waiting: 0, delivered: 0, dropped: { corrupt: 1 } });
    expect(listClaims(spool.layout)).to.deep.equal([]);
  });

  itOnPosix('leaves links alone, and does not send what they lead to', async () => {
    const { collector, spool } = await start();
    const [record] = spool.store(1);
    const victim = folder.write('victim.jsonl', `{}\n${makeRecord(666)}\n`);
    symlinkSync(victim, folder.at('state/acme/telemetry/spool/vendor/pending', `${spanIdOf(666)}.jsonl`));
    await spool.drain();
    expect(collector.received.map(({ body }) => body)).to.deep.equal([`{"resourceSpans":[${record}]}`]);
    expect(readFileSync(victim, 'utf8')).to.include(makeRecord(666));
    const [claim = ''] = listClaims(spool.layout);
    expect(entriesIn(claim)).to.deep.equal([`${spanIdOf(666)}.jsonl`]);
  });

  itWithStranger('leaves files of other accounts alone', async () => {
    const { collector, spool } = await start();
    giveAway(storeRecord({ folder: spool.layout.pendingDir, number: 666 }));
    await spool.drain();
    expect(collector.connections()).to.equal(0);
  });

  itWithStranger('does nothing in a spool that is another account’s', async () => {
    const { collector, spool } = await start();
    spool.store(1);
    giveAway(spool.layout.dir);
    await spool.drain();
    expect(collector.connections()).to.equal(0);
    expect(entriesIn(spool.layout.pendingDir)).to.have.lengthOf(1);
  });

  itOnPosix('does nothing where a folder above the spool has become a link', async () => {
    const { collector, spool } = await start();
    spool.store(1);
    renameSync(folder.at('state', 'acme'), folder.at('moved'));
    symlinkSync(folder.at('moved'), folder.at('state', 'acme'));
    await spool.drain();
    expect(collector.connections()).to.equal(0);
    expect(entriesIn(spool.layout.pendingDir)).to.have.lengthOf(1);
  });

  const noes: readonly (readonly [title: string, say: (spool: TestSpool) => void])[] = [
    ['the user has said no', () => folder.write('config/acme/telemetry-disabled', '')],
    ['the no cannot be looked at', () => writeFileSync(folder.at('config'), '')],
    ['the policy says no', () => folder.write('etc/acme/telemetry.json', policyContent(false))],
    ['the policy is corrupt', () => folder.write('etc/acme/telemetry.json', '{')],
  ];
  for (const [title, say] of noes) {
    it(`sends nothing and touches nothing where ${title}`, async () => {
      const { collector, spool } = await start();
      spool.store(2);
      say(spool);
      const before = readdirSync(spool.layout.dir, { recursive: true });
      await spool.drain();
      expect(collector.connections()).to.equal(0);
      expect(readdirSync(spool.layout.dir, { recursive: true })).to.deep.equal(before);
    });

    it(`sends nothing where ${title} only while it connects, and keeps what waits`, async () => {
      const { collector, spool } = await start();
      spool.store(2);
      const done = spool.drain();
      say(spool);
      await done;
      expect(collector.received).to.deep.equal([]);
      expect(spool.account()).to.deep.equal({ waiting: 2, delivered: 0, dropped: {} });
      expect(readLastSend(spool.layout)).to.include({ result: 'stopped' });
    });
  }

  it('stops between two requests when a no comes', async () => {
    const collector = await startCollector(() => {
      folder.write('config/acme/telemetry-disabled', '');
      return { status: 200 };
    });
    const spool = spoolFor(collector.url);
    spool.store(600);
    await spool.drain();
    expect(collector.received).to.have.lengthOf(1);
    expect(spool.account()).to.deep.equal({ waiting: 88, delivered: 512, dropped: {} });
  });

  it('sends nothing, and brings nothing back, when disable erases the spool while it connects', async () => {
    const { collector, spool } = await start();
    spool.store(2);
    const done = spool.drain();
    rmSync(spool.layout.dir, { recursive: true });
    await done.catch(() => undefined);
    expect(collector.received).to.deep.equal([]);
    expect(entriesIn(spool.layout.dir)).to.deep.equal([]);
  });

  it('sends nothing where only a part of what it claimed is still there', async () => {
    const { collector, spool } = await start();
    spool.store(1);
    claimPending(spool.layout);
    const [claim = ''] = listClaims(spool.layout);
    spool.store(1);
    const done = spool.drain();
    rmSync(claim, { recursive: true });
    await done;
    expect(collector.received).to.deep.equal([]);
  });

  it('does the housekeeping alone while it is in back-off', async () => {
    const { collector, spool } = await start();
    const now = Date.now();
    spool.store(3);
    storeRecord({ folder: spool.layout.pendingDir, number: 500, spans: 4, modifiedMs: 1e12 });
    writeSchedule(spool.layout, { nextStart: now, nextPost: now + 1, failures: 2 });
    await spool.drain(() => now);
    expect(collector.connections()).to.equal(0);
    expect(spool.account()).to.deep.equal({ waiting: 3, delivered: 0, dropped: { 'too-old': 4 } });
    expect(readSchedule(spool.layout, now).failures).to.equal(2);
  });

  it('leaves no empty folders behind, however long it is in back-off', async () => {
    const { spool } = await start();
    const now = Date.now();
    writeSchedule(spool.layout, { nextStart: now, nextPost: now + 1, failures: 2 });
    for (let round = 0; round < 5; round += 1) {
      storeRecord({ folder: spool.layout.pendingDir, number: 500 + round, modifiedMs: 1e12 });
      await spool.drain(() => now);
    }
    expect(listClaims(spool.layout)).to.deep.equal([]);
  });

  it('delivers what another sender claimed and left behind', async () => {
    const { collector, spool } = await start();
    const records = spool.store(1);
    claimPending(spool.layout);
    records.push(...spool.store(1));
    await spool.drain();
    expect(collector.received[0]?.body).to.equal(`{"resourceSpans":[${records.join(',')}]}`);
    expect(listClaims(spool.layout)).to.deep.equal([]);
  });

  it('delivers commands that were killed', async () => {
    const { collector, spool } = await start();
    const header = makeHeader({ pid: await deadPid(), spanId: spanIdOf(77) });
    mkdirSync(spool.layout.runningDir, { recursive: true });
    writeFileSync(`${spool.layout.runningDir}/${spanIdOf(77)}.jsonl`, `${JSON.stringify(header)}\n`);
    await spool.drain();
    expect(collector.received[0]?.body).to.include('"killed"').and.include(spanIdOf(77));
    expect(spool.account()).to.deep.include({ waiting: 0, delivered: 1 });
  });

  it('logs each request that was delivered, byte for byte', async () => {
    const { collector, spool } = await start();
    const now = Date.now();
    spool.store(600, 2);
    await spool.drain(() => now);
    const log = readSentLog(spool.layout);
    expect(log.map(({ records }) => `{"resourceSpans":[${records.join(',')}]}`)).to.deep.equal(
      collector.received.map(({ body }) => body),
    );
    expect(log.map((request) => ({ ...request, records: request.records.length }))).to.deep.equal(
      [512, 88].map((carried) => ({
        at: now,
        since: now,
        attempts: 1,
        result: 'delivered',
        why: '',
        spans: carried * 2,
        carried,
        records: carried,
      })),
    );
  });

  it('logs what the collector refused or rejected, and why', async () => {
    let answer: Behaviour = { status: 403 };
    const { url } = await startCollector(() => answer);
    const spool = spoolFor(url);
    const [refused] = spool.store(1);
    await spool.drain();
    answer = { status: 200, body: '{"partialSuccess":{"rejectedSpans":"1"}}' };
    const [rejected] = spool.store(1, 2);
    await spool.drain(() => Date.now() + MAX_WAIT_MS);
    expect(readSentLog(spool.layout).map(({ result, why, records }) => [result, why, records])).to.deep.equal(
      [
        ['refused', 'HTTP 403', [refused]],
        ['delivered', '1 rejected by the collector', [rejected]],
      ],
    );
  });

  it('logs attempts that were kept without their records, which come again', async () => {
    const spool = spoolFor(await closedPort());
    spool.store(3);
    const now = Date.now();
    for (let day = 0; day < 3; day += 1) await spool.drain(() => now + day * MAX_WAIT_MS);
    expect(readSentLog(spool.layout)).to.deep.equal([
      {
        at: now + 2 * MAX_WAIT_MS,
        since: now,
        attempts: 3,
        result: 'kept',
        why: 'ECONNREFUSED',
        spans: 3,
        carried: 3,
        records: [],
      },
    ]);
  });

  it('logs nothing where a no stopped it', async () => {
    const { spool } = await start();
    spool.store(1);
    const done = spool.drain();
    folder.write('config/acme/telemetry-disabled', '');
    await done;
    expect(readSentLog(spool.layout)).to.deep.equal([]);
  });

  it('writes nothing of what a no has deleted, and somebody begun anew, while it was under way', async () => {
    let spool: TestSpool | undefined;
    const collector = await startCollector(() => {
      const dir = spool?.layout.dir ?? '';
      rmSync(dir, { recursive: true });
      mkdirSync(dir);
      return { status: 200 };
    });
    spool = spoolFor(collector.url);
    spool.store(2);
    await spool.drain();
    expect(collector.received).to.have.lengthOf(1);
    const { layout } = spool;
    expect(readdirSync(layout.dir)).to.deep.equal(['last-send.json']);
    expect(readLastSend(layout)).to.include({ result: 'stopped', delivered: 0 });
  });

  it('delivers where the log cannot be written', async () => {
    const { spool } = await start();
    mkdirSync(`${spool.layout.logFile}/folder`, { recursive: true });
    spool.store(2);
    await spool.drain();
    expect(spool.account()).to.deep.equal({ waiting: 0, delivered: 2, dropped: {} });
  });

  it('accounts for every span, whatever the collector answers', async () => {
    const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
      fc.record({ status: fc.constantFrom(200, 200, 204, 302, 400, 403, 429, 500, 503) }),
      fc.record({
        status: fc.constant(200),
        body: fc.nat(9).map((n) => `{"partialSuccess":{"rejectedSpans":${n}}}`),
      }),
      fc.constant('hang-up' as const),
    );
    const round = fc.record({ behaviour, records: fc.nat(3), spans: fc.integer({ min: 1, max: 3 }) });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
        run += 1;
        let current: Behaviour = 'hang-up';
        const { url } = await startCollector(() => current);
        mkdirSync(folder.at(String(run)));
        const spool = makeTestSpool(folder.at(String(run)), { url });
        let recorded = 0;
        for (const [index, { behaviour: next, records, spans }] of rounds.entries()) {
          current = next;
          spool.store(records, spans);
          recorded += records * spans;
          await spool.drain(() => Date.now() + index * MAX_WAIT_MS * 0.5);
          const { waiting, delivered, dropped: lost } = spool.account();
          const lostSpans = Object.values(lost).reduce((sum, count) => sum + count, 0);
          expect(waiting + delivered + lostSpans).to.equal(recorded);
        }
      }),
      { numRuns: 25 },
    );
  });
});
