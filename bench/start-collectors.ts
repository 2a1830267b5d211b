import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Behaviour } from './collector-behaviours.ts';

/** Base URLs of collectors, each behaving in one way. */
export interface Collectors {
  readonly urls: Readonly<Record<Behaviour | 'refuses', string>>;
  readonly stop: () => void;
}

/** Starts the collectors in a process of their own. */
export async function startCollectors(): Promise<Collectors> {
  const child = fork(join(import.meta.dirname, 'collectors.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [urls] = (await once(child, 'message')) as [Record<Behaviour, string>];
  return {
    // Nobody listens on port 1, and unlike a port that was free a moment ago nobody will.
    urls: { ...urls, refuses: 'http://127.0.0.1:1' },
    stop: () => child.disconnect(),
  };
}
