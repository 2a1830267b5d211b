import { isSenderProcess } from '../spool/sender-call.ts';
import { PARTS_BESIDE, type Parts } from './parts.ts';

/**
 * Offers this program as the sender, where a child of plain Node cannot be started: in programs that are bundled into
 * one file, in single executables, under Bun. Called first, before all else that the program does:
 *
 * ```js
 * if (await runSender()) process.exit();
 * ```
 *
 * In every ordinary run it looks at the arguments, and is `false`. When a sender is due at the end of a command, the
 * program is started once more, in the background and with a request that only it can have; there `runSender` sends
 * what waits and ends the process.
 *
 * @returns whether this process is the sender, and there is nothing left for it to do. Never rejects.
 */
export function runSender(): Promise<boolean> {
  return runSenderWith(PARTS_BESIDE);
}

/** Offers this program as the sender, with parts that come from elsewhere than from beside this bundle. @internal */
export async function runSenderWith(parts: Parts): Promise<boolean> {
  parts.offer.make();
  if (!isSenderProcess(process.env)) return false;
  try {
    await parts.cold().serve({ recorder: parts.recorder, folder: undefined, isHost: true });
  } catch {
    // Nobody hears of it, and what the host does next is no sender's work.
  }
  return true;
}
