import type { Parts } from '../host/parts.ts';
import type { Sending } from '../spool/sending.ts';
import type { VerbResult } from '../verbs/verb-list.ts';
import type { Verbs } from '../verbs/verbs.ts';

/**
 * The verbs in a test within one process: help and `manifest` are as users see them; the others work on the disk of
 * whoever runs the test, and refuse.
 *
 * @param load loads the real ones.
 */
export function testVerbs(load: Parts['cold']): Sending & Verbs {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  const verbs = load() as Sending & Verbs;
  return {
    ...verbs,
    runVerb: (verb, context, flags) =>
      verb === 'manifest' ? verbs.runVerb(verb, context, flags) : refuse(verb),
    runLine: (args, context) =>
      args[0] === 'manifest' || args.some((arg) => HELP.has(arg))
        ? verbs.runLine(args, context)
        : refuse(args[0] ?? 'status'),
  };
}

const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

function refuse(verb: string): VerbResult {
  const stderr = `commandspan: ${verb} works on a user's disk; test it with the whole program, see startTestCollector\n`;
  return { stdout: '', stderr, exitCode: 1 };
}
