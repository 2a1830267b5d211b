import type { Coverage } from './coverage.ts';
import type { Snapshot } from './disk.ts';
import type { Model, ModelCommand } from './model.ts';
import type { World, WorldCommand } from './world.ts';

/** One history while it is played: the world, what should be true of it, and what was last seen of it. */
export interface Game {
  readonly world: World;
  readonly model: Model;
  readonly coverage: Coverage;
  /** The files as they were after the last thing that happened. */
  disk: Snapshot;
  /** The commands at work. */
  readonly running: RunningCommand[];
  /** What the user's no was when the config folder was closed; `undefined` while it is open. */
  closedNo: { readonly no: string | undefined } | undefined;
  /** Spools of which something was damaged, so that a sender of theirs may find nothing to do. */
  readonly suspects: Set<string>;
  /** Whether the lock of a sender at work may say nothing any more. */
  hasHiddenSenders: boolean;
  /** The folders that lie behind each body that has left: what is deleted of them is not counted. */
  readonly claims: Map<string, readonly string[]>;
  /** Installation ids that were seen on disk. */
  readonly knownIds: Set<string>;
}

/** A command at work, in the model and in the world. */
export interface RunningCommand {
  readonly model: ModelCommand;
  readonly world: WorldCommand;
}

/** What may be different on disk after something happened. */
export interface Allowed {
  /** Paths, or beginnings of paths that end with a slash. */
  readonly paths: readonly string[];
  /** Whether an installation id may be minted or renewed; `'anew'` where the old one may have gone first. */
  readonly identity?: boolean | 'anew';
  /** Whether records may leave the spool. */
  readonly sending?: boolean;
}

/** Fails the history. */
export function expectThat(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(what);
}
