import { isPlaceholder, OTHER_NAME } from '../catalog/command-name.ts';
import type { RecordedRun } from '../host/run.ts';
import { ERROR_CLASSES, isUsageError } from '../span/error-words.ts';
import type { RecordedCommand, RecordedStep } from './recorded-command.ts';

/** Something that the host gave, and that is not in the record as it was given. */
export interface DroppedValue {
  /**
   * The attribute: one of the host's own, or `cli.command`, `cli.flags` or `error.type` for a name that is not
   * declared; `name` for the name of a step.
   */
  readonly key: string;
  /** In words, for the vendor. */
  readonly why: string;
}

/** A run that remembers by which names it was called. */
export interface WatchedRun {
  readonly run: RecordedRun;
  /** The names of which the record holds nothing, because nobody declared them. */
  readonly undeclared: (recorded: RecordedCommand) => DroppedValue[];
  readonly noteError: (error: unknown) => void;
}

/** Remembers the names that a host gives; what the recorder made of them shows in the record. */
export function watchNames(run: RecordedRun): WatchedRun {
  let command = '';
  let flags: readonly string[] = [];
  let failure: unknown;
  const steps: string[] = [];
  return {
    noteError: (error) => {
      failure = error;
    },
    run: {
      ...run,
      setCommand: (name, given) => {
        [command, flags] = [name, given];
        run.setCommand(name, given);
      },
      recordError: (error) => {
        failure = error;
        run.recordError(error);
      },
      step: (name, work) => {
        steps.push(name);
        return run.step(name, work);
      },
    },
    undeclared: ({ attributes, steps: recorded }) => {
      const names = recorded.flatMap(namesOf);
      const isLost = attributes['cli.command'] === OTHER_NAME && !isPlaceholder(command);
      const kept: unknown = attributes['cli.flags'] ?? [];
      return [
        ...(isLost ? [notDeclared('cli.command', command, 'commands')] : []),
        ...without(flags, kept).map((flag) => notDeclared('cli.flags', flag, 'flags')),
        ...(names.includes(OTHER_NAME)
          ? without(steps, names).map((step) => notDeclared('name', step, 'steps'))
          : []),
        ...tooMany(steps.length - names.length),
        ...unnamed(failure, attributes['error.type']),
      ];
    },
  };
}

function namesOf({ name, steps }: RecordedStep): string[] {
  return [name, ...steps.flatMap(namesOf)];
}

function without(given: readonly string[], kept: unknown): string[] {
  return [...new Set(given)].filter((name) => !Array.isArray(kept) || !kept.includes(name));
}

function notDeclared(key: string, name: string, option: string): DroppedValue {
  return { key, why: `"${name}" is not declared in the option "${option}"` };
}

function tooMany(steps: number): DroppedValue[] {
  return steps > 0 ? [{ key: 'name', why: `${steps} steps are left out, because there are too many` }] : [];
}

/** What the error is called, where it has a name of its own and is recorded by another. */
function unnamed(error: unknown, recorded: unknown): DroppedValue[] {
  if (typeof recorded !== 'string' || !(error instanceof Error) || isUsageError(recorded)) return [];
  const own = [error.name, error.constructor.name].filter((name) => !isBuiltIn(name));
  const isNamed = own.includes(recorded) || ('code' in error && error.code === recorded);
  return isNamed ? [] : own.slice(0, 1).map((name) => notDeclared('error.type', name, 'errors'));
}

function isBuiltIn(name: string): boolean {
  return ERROR_CLASSES.some((known) => known === name);
}
