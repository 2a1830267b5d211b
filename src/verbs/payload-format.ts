import { isTerminal } from '../resource/interactive.ts';
import type { PayloadFormat } from '../terminal/format-payload.ts';
import type { VerbFlags } from './verb-flags.ts';

/** How payloads are printed: as the user asks, else indented on a terminal, and byte for byte anywhere else. */
export function payloadFormat({ raw, pretty }: VerbFlags): PayloadFormat {
  if (raw) return 'raw';
  return pretty || isTerminal(1) ? 'pretty' : 'raw';
}
