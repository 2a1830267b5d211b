import { fs } from '../disk/builtin.ts';
import { errorCode } from '../disk/error-code.ts';

const PATIENCE_MS = 3000;
const PAUSE_MS = 5;

/**
 * Writes a text, however long, before it returns. A pipe takes some 64 KB at a time, and says so with an error once the
 * host has written to it through `process.stderr`, which makes it non-blocking.
 *
 * @param patienceMs how long a reader may take no byte at all before nobody waits for it any longer. Default: 3,000.
 * @throws the system error that kept the rest from being written.
 */
export function writeWhole(descriptor: number, text: string, patienceMs: number = PATIENCE_MS): void {
  const bytes = Buffer.from(text);
  let written = 0;
  let waitedMs = 0;
  while (written < bytes.length) {
    try {
      written += fs.writeSync(descriptor, bytes, written);
      waitedMs = 0;
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN' || waitedMs >= patienceMs) throw error;
      pause();
      waitedMs += PAUSE_MS;
    }
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}
