import type { Span } from '@opentelemetry/api';
import { OTHER_NAME, spanName } from '../catalog/command-name.ts';
import type { Declarations } from './declarations.ts';
import type { Journal } from './journal.ts';

/** What is named, and after what. */
export interface NamingInput {
  readonly host: string;
  readonly span: Span;
  readonly declared: Declarations;
  readonly journal: Journal;
}

/** Names the command and the flags that were given. */
export type Naming = (command: string, flags: readonly string[]) => void;

/** Makes the function that names the command span; what was not declared becomes `(other)`, or is left out. */
export function createNaming({ host, span, declared, journal }: NamingInput): Naming {
  return (given: string, givenFlags: readonly string[]): void => {
    if (!span.isRecording()) return;
    const command = declared.has('command', given) ? given : OTHER_NAME;
    const flags = givenFlags.filter((flag) => declared.has('flag', flag)).toSorted();
    const called = spanName(host, command);
    span.updateName(called);
    span.setAttributes({ 'cli.command': command, ...(flags.length > 0 && { 'cli.flags': flags }) });
    journal.update({ spanName: called, command, flags });
  };
}
