import { escapeControls } from './escape-controls.ts';

/** How a payload is shown: byte for byte, or indented for a person. */
export type PayloadFormat = 'raw' | 'pretty';

/** Writes a payload, which is JSON, as text that a terminal can be shown; either form ends with a line end. */
export function formatPayload(payload: string, format: PayloadFormat): string {
  const text = format === 'raw' ? payload : JSON.stringify(JSON.parse(payload), undefined, 2);
  return `${escapeControls(text)}\n`;
}
