import type { NameKind } from '../catalog/attribute-type.ts';
import type { UsageError } from '../span/error-name.ts';

/** The command span of this process, as adapters and the telemetry object drive it. Made by the recorder. */
export interface Run {
  /** Declares names that a framework's tree holds at the time an adapter is attached. */
  readonly declare: (kind: NameKind, names: Iterable<string>) => void;
  /** Names the command and the declared flags that were given; what is not declared is recorded as `(other)`. */
  readonly setCommand: (command: string, flags: readonly string[]) => void;
  /** Records a value of one of the host's own attributes; drops and counts what is not of its type. */
  readonly set: (key: string, value: unknown) => void;
  /** Notes the error that the command failed with, if it fails. */
  readonly recordError: (error: unknown) => void;
  /** Notes that the command line could not be understood, if the command fails. */
  readonly recordUsageError: (kind: UsageError) => void;
  /** Runs a function as a step, a child span. Returns and throws what the function does. */
  readonly step: <T>(name: string, work: () => T) => T;
  /** Begins to touch the disk, once the pending project setting has been handed over. */
  readonly release: () => void;
  /** Forgets this run: nothing of it is kept. */
  readonly discard: () => void;
}

/** A run that is recorded as usage telemetry. */
export interface RecordedRun extends Run {
  /** What runs that this one starts are told of it; `undefined` while nothing of it is kept. */
  readonly asParent: () => string | undefined;
}
