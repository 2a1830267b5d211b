import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import type { Home } from '../support/home.ts';
import { runAlike, runHost, startHost, YES } from '../support/run-host.ts';
import { readJournals, readRecords } from '../support/spool.ts';
import { waitFor } from '../support/wait-for.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

/** Addresses of the native stack that an abort prints. */
const alike = (stderr: string): string => stderr.replaceAll(/0x[0-9a-f]+ .*/g, '0x');

describe('a command that is killed', () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  for (const how of ['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP', 'abort']) {
    it(`dies the same and is delivered by the next command: ${how}`, async () => {
      const endpoint = collector.url;
      const dead = await runAlike(home, 'dies.js', { args: [how], env: YES, endpoint, alike });
      expect(dead).to.include({ exitCode: null, signal: how === 'abort' ? 'SIGABRT' : how });
      const [journal, ...others] = readJournals(home, endpoint);
      expect(others).to.deep.equal([]);
      expect(readRecords(home, endpoint)).to.deep.equal([]);

      await runHost(home, 'ends.js', { env: YES, endpoint });
      await waitFor(() => collector.spans.length > 0, 'the spans of both commands');
      await home.quiet();
      const killed = collector.spans.find(({ spanId }) => spanId === journal?.['spanId']);
      expect(collector.spans.length).to.equal(2);
      expect(killed).to.deep.include({ name: 'acme deploy', traceId: journal?.['traceId'] });
      expect(killed?.status.code).to.equal(0);
      expect(killed?.attributes).to.deep.equal({
        'process.executable.name': 'acme',
        'cli.command': 'deploy',
        'cli.outcome': 'killed',
      });
      expect(readJournals(home, endpoint)).to.deep.equal([]);
    });
  }

  it('is not taken for dead while it runs', async () => {
    const endpoint = collector.url;
    const running = startHost(home, 'ends-on-sigterm.js', { env: YES, endpoint });
    await waitFor(() => running.output.stdout === 'ready\n', 'the host to be ready');
    await runHost(home, 'ends.js', { env: YES, endpoint });
    await home.quiet();
    expect(collector.spans.length).to.equal(1);
    expect(readJournals(home, endpoint).length).to.equal(1);
    running.child.kill('SIGTERM');
    expect(await running.result).to.include({ exitCode: 0, signal: null, stderr: '' });
    home.makeDue(endpoint);
    await runHost(home, 'ends.js', { env: YES, endpoint });
    await home.quiet();
    const outcomes = collector.spans.map(({ attributes }) => attributes['cli.outcome']);
    expect(outcomes).to.deep.equal(['success', 'success', 'success']);
  });

  it('ends with its last sign of life', async () => {
    const endpoint = collector.url;
    const before = Date.now();
    await runHost(home, 'dies.js', { args: ['SIGKILL'], env: YES, endpoint });
    const after = Date.now();
    await runHost(home, 'ends.js', { env: YES, endpoint });
    await waitFor(() => collector.spans.length > 1, 'the spans of both commands');
    const killed = collector.spans.find(({ attributes }) => attributes['cli.outcome'] === 'killed');
    expect(Number(killed?.startTimeUnixNano) / 1e6).to.be.within(before - 50, after + 50);
    expect(Number(killed?.endTimeUnixNano) / 1e6).to.be.within(before - 50, after + 50);
    expect(Number(killed?.endTimeUnixNano)).to.be.at.least(Number(killed?.startTimeUnixNano));
  });
});
