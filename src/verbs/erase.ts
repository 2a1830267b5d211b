import { fs } from '../disk/builtin.ts';
import { isOwnFolder } from '../disk/own-folder.ts';
import { isHeld, readLock } from '../spool/lock.ts';
import { DEADLINE_MS } from '../spool/send-request.ts';
import { findSpools } from './spools.ts';
import type { VerbContext } from './verb-context.ts';

/** Longer than a request to a collector that answers; a user who says no waits no longer. */
const MAX_WAIT_MS = 3000;
const POLL_MS = 25;

/**
 * Waits, bounded, until no sender is at work.
 *
 * @returns whether none is; `false` says that a request may already be under way.
 */
export function waitForSenders(context: VerbContext): boolean {
  const layouts = findSpools(context).map(({ layout }) => layout);
  const isBusy = (): boolean =>
    layouts.some((layout) => {
      const holder = readLock(layout);
      return holder !== undefined && isHeld(holder, DEADLINE_MS);
    });
  const clock = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (let waited = 0; isBusy(); waited += POLL_MS) {
    if (waited >= MAX_WAIT_MS) return false;
    Atomics.wait(clock, 0, 0, POLL_MS);
  }
  return true;
}

/**
 * Deletes the files and folders of a host's state, none of them through a link.
 *
 * @throws the system error that kept one from being deleted.
 */
export function erase({ host }: VerbContext, places: readonly string[]): void {
  const { ownFolders } = host.paths;
  for (const place of [...ownFolders, ...places]) {
    const stats = fs.lstatSync(place, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    const isForeign = ownFolders.includes(place) ? !isOwnFolder(place) : stats.isSymbolicLink();
    if (isForeign) throw new Error(`${place} is a link or not your own; what lies there was left alone`);
  }
  // A sender or a command that ends just now may write between listing and removing; the second try finds it.
  for (const place of places) fs.rmSync(place, { recursive: true, force: true, maxRetries: 3 });
}
