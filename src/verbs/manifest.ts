import { describeHost } from '../dictionary/describe-host.ts';
import { formatManifest } from '../dictionary/format-manifest.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbFlags } from './verb-flags.ts';
import type { VerbResult } from './verb-list.ts';

/** Prints everything that can be recorded: Markdown for users, JSON for `commandspan page`. Asks nobody, writes nothing. */
export function manifest(context: VerbContext, { json }: VerbFlags): VerbResult {
  const described = describeHost(context.host, { verbs: context.command, names: context.names() });
  const stdout = json ? JSON.stringify(described, undefined, 2) : formatManifest(described);
  return { stdout: `${stdout}\n`, stderr: '', exitCode: 0 };
}
