import type { Arguments } from './definition.ts';
import type { Typed } from './typed.ts';

/** A command that citty looks at, and how far it has come with it. */
export interface Visit {
  /** Names from the program down; empty for the program itself. */
  readonly path: string;
  readonly parent: Visit | undefined;
  /** The declared arguments, as far as they are known. */
  args: Arguments;
  phase: 'new' | 'asked' | 'parsed' | 'begun' | 'ran' | 'left';
  /** What stands behind the command's name. */
  rawArgs: readonly string[];
  typed: Typed | undefined;
  /** Whether there are commands below. */
  hasCommands: boolean;
  /** The command below that citty has chosen. */
  chosen: Visit | undefined;
}

/** Begins with a command of which nothing was seen yet. */
export function createVisit(path: string, args: Arguments, parent?: Visit): Visit {
  const nothing = { rawArgs: [], typed: undefined, hasCommands: false, chosen: undefined };
  return { path, parent, args, phase: 'new', ...nothing };
}

/** The names of the flags that were given to a command and to those above it. */
export function flagsOf(visit: Visit | undefined): readonly string[] {
  return visit === undefined ? [] : [...new Set([...flagsOf(visit.parent), ...(visit.typed?.flags ?? [])])];
}
