import type { Span } from '@opentelemetry/api';
import { OTHER_NAME, spanName } from '../catalog/command-name.ts';
import type { Declarations } from './declarations.ts';

/** How a command came to be called. */
export interface NamedRun {
  readonly spanName: string;
  readonly command: string;
  readonly flags: readonly string[];
}

/** What is named, and after what. */
export interface NamingInput {
  readonly host: string;
  readonly span: Span;
  readonly declared: Declarations;
  /** Is told how the command is called now. */
  readonly onNamed?: (named: NamedRun) => void;
}

/** Names the command and the flags that were given; the last call counts. */
export interface Naming {
  readonly name: (command: string, flags: readonly string[]) => void;
  /** Writes the flags to the span at its end: an attribute, once set, cannot be taken back. */
  readonly finish: () => void;
}

/** Names the command span; what was not declared becomes `(other)`, or is left out. */
export function createNaming({ host, span, declared, onNamed }: NamingInput): Naming {
  let flags: readonly string[] = [];
  return {
    name: (given, givenFlags) => {
      if (!span.isRecording()) return;
      const command = declared.has('command', given) ? given : OTHER_NAME;
      flags = givenFlags.filter((flag) => declared.has('flag', flag)).toSorted();
      const called = spanName(host, command);
      span.updateName(called);
      span.setAttribute('cli.command', command);
      onNamed?.({ spanName: called, command, flags });
    },
    finish: () => {
      if (flags.length > 0) span.setAttribute('cli.flags', [...flags]);
    },
  };
}
