import type { startCollector } from '../cold.ts';
import { toCommands, type RecordedCommand } from './recorded-command.ts';
import type { WantedCommand } from './test-collector.ts';

/** What came to the collector of a test. */
export interface Arrivals {
  readonly callbacks: Pick<NonNullable<Parameters<typeof startCollector>[0]>, 'onSpans' | 'onRefused'>;
  readonly commands: readonly RecordedCommand[];
  readonly refused: readonly string[];
  /** The first that is wanted and was not taken before. */
  readonly take: (wanted: WantedCommand | undefined) => RecordedCommand | undefined;
}

/** Begins with nothing. */
export function createArrivals(): Arrivals {
  const commands: RecordedCommand[] = [];
  const refused: string[] = [];
  const taken = new Set<RecordedCommand>();
  return {
    commands,
    refused,
    callbacks: {
      onSpans: (spans) => {
        for (const command of toCommands(spans)) commands.push(command);
      },
      onRefused: ({ method, url, status, message }) =>
        refused.push(`refused ${method} ${url}: ${status} ${message}`),
    },
    take: (wanted) => {
      const found = commands.find((command) => !taken.has(command) && isWanted(command, wanted));
      if (found !== undefined) taken.add(found);
      return found;
    },
  };
}

function isWanted(command: RecordedCommand, wanted: WantedCommand | undefined): boolean {
  if (typeof wanted === 'function') return wanted(command);
  return wanted === undefined || command.attributes['cli.command'] === wanted;
}
