import { fs, path } from '../disk/builtin.ts';
import { appendLine } from '../spool/entry.ts';
import type { SpoolLayout } from '../spool/layout.ts';
import type { RecordOfJournal } from '../spool/killed.ts';
import { findDead } from '../spool/waiting.ts';

/**
 * Turns the journals of commands that died without an end into records that wait to be sent.
 *
 * @returns how many journals were corrupt and removed.
 */
export function reapDead(layout: SpoolLayout, now: number, makeRecord: RecordOfJournal): number {
  let corrupt = 0;
  for (const { file, record } of findDead(layout, now, makeRecord)) {
    if (record === undefined) {
      fs.rmSync(file.path, { force: true });
      corrupt += 1;
      continue;
    }
    // The line end first, for one that was cut off. What is gone by now was revoked.
    if (!appendLine(file.path, `\n${record}`)) continue;
    fs.mkdirSync(layout.pendingDir, { recursive: true, mode: 0o700 });
    fs.renameSync(file.path, path.join(layout.pendingDir, path.basename(file.path)));
  }
  return corrupt;
}
