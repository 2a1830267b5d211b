import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTRIBUTES } from './host-attributes.ts';
import type { Home } from './home.ts';
import { startHost, type HostOptions, type RunningHost } from './run-host.ts';
import { waitFor } from './wait-for.ts';

/** A host that follows orders, and waits where one of them is `wait`. */
export interface OrderedHost extends RunningHost {
  /** Resolves when the host waits. */
  readonly isWaiting: () => Promise<void>;
  /** Lets it go on. */
  readonly goOn: () => void;
}

/** The file that a waiting host looks for; no file of ours. */
const GO = 'go';

/** Starts `follows-orders.js` with the attributes of the tests. */
export function startOrders(
  home: Home,
  orders: readonly string[],
  options: Omit<HostOptions, 'args'> = {},
): OrderedHost {
  const args = orders.map((order) => (order === 'wait' ? `wait:${join(home.path, GO)}` : order));
  const host = startHost(home, 'follows-orders.js', {
    ...options,
    args,
    options: { attributes: ATTRIBUTES, ...options.options },
  });
  return {
    ...host,
    isWaiting: () => waitFor(() => host.output.stdout.includes('waiting'), 'the host to wait'),
    goOn: () => home.write(GO, ''),
  };
}

/** All files of a home but the one that lets a host go on; folders end with a slash. */
export function traces(home: Home): string[] {
  return home.tree().filter((name) => name !== GO);
}

/** Whether any file of the home holds the text. */
export function isOnDisk(home: Home, text: string): boolean {
  return traces(home)
    .filter((name) => !name.endsWith('/'))
    .some((name) => readFileSync(join(home.path, name), 'latin1').includes(text));
}
