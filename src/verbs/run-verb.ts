import { disable } from './disable.ts';
import { enable } from './enable.ts';
import { escapeControls } from '../terminal/escape-controls.ts';
import { inspect } from './inspect.ts';
import { manifest } from './manifest.ts';
import { reset } from './reset.ts';
import { status } from './status.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbName, VerbResult } from './verb-list.ts';

/** Flags of the verbs. */
export interface VerbFlags {
  readonly json: boolean;
}

/** Runs one verb. Never throws: what goes wrong is said on stderr, with exit code 1. */
export function runVerb(verb: VerbName, context: VerbContext, flags: VerbFlags): VerbResult {
  try {
    const { stdout, stderr, exitCode } = RUNNERS[verb](context, flags);
    return { stdout: escapeControls(stdout), stderr: escapeControls(stderr), exitCode };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { stdout: '', stderr: escapeControls(`${verb} failed: ${why}\n`), exitCode: 1 };
  }
}

const RUNNERS: Readonly<Record<VerbName, (context: VerbContext, flags: VerbFlags) => VerbResult>> = {
  status,
  enable,
  disable,
  inspect,
  manifest,
  reset,
};
