import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRY_SUFFIX } from '../src/spool/entry.ts';
import type { SpoolLayout } from '../src/spool/layout.ts';
import { writeSchedule } from '../src/spool/schedule.ts';

/** Begins the names of copied records; real ones are called after a span, in hexadecimal. */
const COPY_PREFIX = 'copy-';

const HALF_A_DAY_MS = 12 * 60 * 60 * 1000;

/** Empties a spool but for copied records: no schedule, so that a send is due, and the folders of an earlier run. */
export function resetSpool(layout: SpoolLayout): void {
  for (const folder of [layout.dir, layout.runningDir, layout.pendingDir]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  for (const name of readdirSync(layout.dir)) {
    const path = join(layout.dir, name);
    if (path !== layout.runningDir && path !== layout.pendingDir) rmSync(path, { recursive: true });
  }
  for (const file of readdirSync(layout.runningDir)) rmSync(join(layout.runningDir, file));
  for (const file of newRecords(layout)) rmSync(join(layout.pendingDir, file));
}

/** Makes the next send due long after this run. */
export function postponeSend(layout: SpoolLayout): void {
  writeSchedule(layout, { nextStart: Date.now() + HALF_A_DAY_MS, nextPost: 0, failures: 0 });
}

/** The records that wait, without copies. */
export function newRecords(layout: SpoolLayout): string[] {
  return readdirSync(layout.pendingDir).filter((name) => !name.startsWith(COPY_PREFIX));
}

/** Fills a spool with copies of the one record that waits in it. */
export function copyRecord(layout: SpoolLayout, copies: number): void {
  const [record] = newRecords(layout);
  if (record === undefined) throw new Error('there is no record to copy');
  for (let copy = 0; copy < copies; copy += 1) {
    const name = `${COPY_PREFIX}${copy}${ENTRY_SUFFIX}`;
    copyFileSync(join(layout.pendingDir, record), join(layout.pendingDir, name));
  }
}
