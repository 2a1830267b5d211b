import { fs } from '../disk/builtin.ts';
import { isOwnFolder } from '../disk/own-folder.ts';
import { isHeld, readLock } from '../spool/lock.ts';
import { DEADLINE_MS } from '../spool/send-request.ts';
import { findSpools } from './spools.ts';
import type { VerbContext } from './verb-context.ts';

/** Longer than a request to a collector that answers; a user who says no waits no longer. */
const MAX_WAIT_MS = 3000;
const POLL_MS = 25;

/** What users are told who waited in vain. */
export const UNDER_WAY = 'A request was already under way and may still arrive.\n';

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
 * Deletes the files and folders of a host's state, none of them through a link: one that is in the way is left alone,
 * and keeps none of the others from being deleted.
 *
 * @throws Error that names what was left alone, once all else is deleted; the system error that kept one from it.
 */
export function erase({ host }: VerbContext, places: readonly string[]): void {
  const { ownFolders } = host.paths;
  const foreign = ownFolders.find((folder) => lstat(folder) !== undefined && !isOwnFolder(folder));
  if (foreign !== undefined) throw leftAlone(foreign);
  const links = places.filter((place) => lstat(place)?.isSymbolicLink());
  // A sender or a command that ends just now may write between listing and removing; the second try finds it.
  for (const place of places) {
    if (!links.includes(place)) fs.rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  }
  const [link] = links;
  if (link !== undefined) throw leftAlone(link);
}

function lstat(place: string): import('node:fs').Stats | undefined {
  return fs.lstatSync(place, { throwIfNoEntry: false });
}

function leftAlone(place: string): Error {
  return new Error(`${place} is a link or not your own; what lies there was left alone`);
}
