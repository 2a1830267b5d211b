import { escapeControls } from '../terminal/escape-controls.ts';
import { disable } from './disable.ts';
import { doctor } from './doctor.ts';
import { enable } from './enable.ts';
import { inspect } from './inspect.ts';
import { log } from './log.ts';
import { manifest } from './manifest.ts';
import { reset } from './reset.ts';
import { status } from './status.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbFlags } from './verb-flags.ts';
import type { VerbName, VerbPart, VerbResult } from './verb-list.ts';

/** Runs one verb. Never throws: what goes wrong is said on stderr, with exit code 1. */
export function runVerb(verb: VerbName, context: VerbContext, flags: VerbFlags): VerbResult {
  try {
    const { parts = [], exitCode, ...rest } = RUNNERS[verb](context, flags);
    return { ...escapePart(rest), parts: parts.map(escapePart), exitCode };
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
  log,
  doctor,
  manifest,
  reset,
};

function escapePart({ stdout, stderr }: VerbPart): VerbPart {
  return { stdout: escapeControls(stdout), stderr: escapeControls(stderr) };
}
