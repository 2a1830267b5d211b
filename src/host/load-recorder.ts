import { BUILD } from '../build-stamp.ts';
import { readCodeCache } from '../code-cache/code-cache.ts';
import { compileRecorder } from '../code-cache/script.ts';
import { fs, path } from '../disk/builtin.ts';
import type { Host } from './host.ts';
import type { Recorder } from './recorder.ts';

/**
 * Loads the recorder, the bundle with OpenTelemetry's SDK, from beside this one.
 *
 * @throws the system error where it is missing, as in hosts that are themselves bundled.
 */
export function loadRecorder({ paths }: Host): Recorder {
  const file = path.join(import.meta.dirname, 'recorder.cjs');
  const source = fs.readFileSync(file, 'utf8');
  const cache = readCodeCache({ ...paths, build: BUILD });
  return compileRecorder(source, file, cache).run();
}

/** The program that sends, beside this one. */
export function senderFile(): string {
  return path.join(import.meta.dirname, 'sender.js');
}
