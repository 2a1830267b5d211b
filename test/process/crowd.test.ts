import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import type { Home } from '../support/home.ts';
import { runHost, YES } from '../support/run-host.ts';
import { readJson, readJournals, readSpool } from '../support/spool.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

const HOSTS = 8;
const COMMANDS = 25;

describe('a crowd of commands at once', () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  it('is delivered, each command exactly once', async function () {
    this.timeout(60_000);
    const endpoint = collector.url;
    const options = { env: YES, endpoint, options: { sendIntervalMs: 1000, name: 'acme' } };
    const runs = Array.from({ length: HOSTS }, async (_, host) => {
      for (let command = 0; command < COMMANDS; command += 1) {
        // Some hosts make a sender due again and again, so that many start at once.
        if (host % 2 === 0) home.makeDue(endpoint);
        const { exitCode, stderr } = await runHost(home, 'exits.js', { ...options, args: [String(host)] });
        expect({ exitCode, stderr }).to.deep.equal({ exitCode: host, stderr: '' });
      }
    });
    await Promise.all(runs);
    await home.quiet();
    home.makeDue(endpoint);
    await runHost(home, 'ends.js', options);
    await home.quiet();

    const ids = collector.spans.map(({ spanId }) => spanId);
    const total = HOSTS * COMMANDS + 1;
    expect(new Set(ids).size, 'nothing twice').to.equal(ids.length);
    expect(ids.length, 'nothing lost').to.equal(total);
    expect(readSpool(home, endpoint)).to.deep.equal([]);
    expect(readJournals(home, endpoint)).to.deep.equal([]);
    expect(readJson(home.spool(endpoint).countsFile)).to.deep.equal({ delivered: total, dropped: {} });
    const installations = new Set(collector.spans.map(({ resource }) => resource['app.installation.id']));
    expect(installations.size, 'one installation').to.equal(1);
    expect(collector.requests.length, 'several senders').to.be.greaterThan(2);
  });

  it('makes one installation id, whoever comes first', async () => {
    await Promise.all(
      Array.from({ length: 12 }, () => runHost(home, 'ends.js', { env: YES, endpoint: collector.url })),
    );
    await home.quiet();
    home.makeDue(collector.url);
    await runHost(home, 'ends.js', { env: YES, endpoint: collector.url });
    await home.quiet();
    const ids = collector.spans.map(({ resource }) => resource['app.installation.id']);
    expect(ids.length).to.equal(13);
    expect(new Set(ids).size).to.equal(1);
  });
});
