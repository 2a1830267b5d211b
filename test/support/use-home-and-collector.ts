import { startCollector, type Collector } from '../../src/collector/server.ts';
import { makeHome, type Home } from './home.ts';

/** What a test of delivery needs. */
export interface HomeAndCollector {
  readonly home: Home;
  readonly collector: Collector;
}

/** Gives each test of a suite a fresh home and a fresh collector; waits for the senders and takes both away again. */
export function useHomeAndCollector(take: (fresh: HomeAndCollector) => void): void {
  let made: HomeAndCollector;

  beforeEach(async () => {
    made = { home: makeHome(), collector: await startCollector({ port: 0 }) };
    take(made);
  });

  afterEach(async () => {
    await made.home.remove();
    await made.collector.close();
  });
}
