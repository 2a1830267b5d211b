import type { RunInput } from '../host/recorder.ts';
import { isTerminal } from '../resource/interactive.ts';
import { REQUEST_HEAD, REQUEST_TAIL } from '../span/request.ts';
import { formatPayload } from '../terminal/format-payload.ts';
import { writeWhole } from '../terminal/write-whole.ts';

/**
 * Prints the payload of this run to stderr, before the process ends: in one line, exactly as it would be posted
 * before compression; on a terminal indented, for a person to read.
 */
export function showPayload({ endpoint, host }: RunInput, record: string): void {
  const head = `${host.name} telemetry: the payload of this run, neither stored nor sent to ${endpoint.url}:`;
  const payload = REQUEST_HEAD + record + REQUEST_TAIL;
  writeWhole(2, `${head}\n${formatPayload(payload, isTerminal(2) ? 'pretty' : 'raw')}`);
}
