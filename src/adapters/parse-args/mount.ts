import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { DEFAULT_WORD, type MountOptions } from '../mount-options.ts';
import { runVerbLine } from '../run-verb-line.ts';

/**
 * Runs the verbs, by which users see and stop telemetry, when the first argument calls them: `acme telemetry status |
 * enable | disable | inspect | log | doctor | manifest | reset`. Called first, before the arguments are parsed, so
 * that a no cannot fail because another argument is missing. Names and flags for `manifest` are those of the options
 * `commands` and `flags`.
 *
 * @param args the user's arguments, without those of Node: `process.argv.slice(2)`.
 * @returns whether a verb ran; then there is nothing left to do but to return.
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 * @example
 * ```js
 * if (!mountTelemetry(process.argv.slice(2), telemetry)) await main();
 * ```
 */
export function mountTelemetry(
  args: readonly string[],
  telemetry: Registered,
  { name: word = DEFAULT_WORD }: MountOptions = {},
): boolean {
  const session = sessionOf(telemetry);
  session.guard(() => session.mountVerbs(word));
  if (args[0] !== word) return false;
  runVerbLine({ session, word, names: () => ({ commands: [], flags: [] }) }, args.slice(1));
  return true;
}
