import { fs } from '../disk/builtin.ts';
import { parseObject } from '../disk/json.ts';
import { asideName, writeAside } from '../disk/write-aside.ts';
import { effectiveUser, readOwnFile } from '../disk/own-file.ts';
import type { SpoolLayout } from './layout.ts';

/** Why a recorded span was not delivered. */
export const DROP_REASONS = [
  'corrupt',
  'too-many',
  'too-large',
  'too-old',
  'refused-by-collector',
  'rejected-by-collector',
  'not-stored',
  'too-many-steps',
] as const;

/** One of {@link DROP_REASONS}. */
export type DropReason = (typeof DROP_REASONS)[number];

/** How many spans of one spool met which end so far. */
export interface Counts {
  readonly delivered: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

/** Reads the counts, with the drops that hosts have noted since; what is corrupt counts as nothing. */
export function readCounts(layout: SpoolLayout): Counts {
  return addDrops(readStored(layout), readDrops(layout.dropsFile));
}

function readStored(layout: SpoolLayout): Counts {
  const file = readOwnFile(layout.countsFile);
  const object = file.state === 'present' ? parseObject(file.text) : undefined;
  const dropped = typeof object?.['dropped'] === 'object' ? Object(object['dropped']) : {};
  return { delivered: toCount(object?.['delivered']), dropped: pickReasons(dropped) };
}

/** Notes in a host that a recorded span could not be kept; one short append, safe beside other hosts. */
export function noteDrop(layout: SpoolLayout, reason: DropReason, spans: number): void {
  fs.appendFileSync(layout.dropsFile, `${JSON.stringify({ reason, spans })}\n`, { mode: 0o600 });
}

/** Adds to the counts. Only the sender that holds the lock may call this. */
export function addCounts(layout: SpoolLayout, delivered: number, dropped: Counts['dropped']): void {
  const aside = asideName(layout.dropsFile);
  try {
    fs.renameSync(layout.dropsFile, aside);
  } catch {
    // No host noted a drop.
  }
  // Without the drops that hosts have noted since: those stay in their file, and would count twice.
  const before = readStored(layout);
  const noted = addDrops(addDrops(before, readDrops(aside)), toDrops(dropped));
  writeAside(
    layout.countsFile,
    `${JSON.stringify({ delivered: before.delivered + delivered, dropped: noted.dropped })}\n`,
  );
  fs.rmSync(aside, { force: true });
}

/** Grows by a line per drop until a sender comes, which may be long. */
const MAX_DROPS_BYTES = 10_000_000;

type Drop = readonly [DropReason, number];

function readDrops(file: string): Drop[] {
  const found = readOwnFile(file, effectiveUser(), MAX_DROPS_BYTES);
  if (found.state !== 'present') return [];
  return found.text.split('\n').flatMap((line) => {
    const { reason, spans } = parseObject(line) ?? {};
    const known = DROP_REASONS.find((name) => name === reason);
    return known === undefined ? [] : [[known, toCount(spans)] as const];
  });
}

function addDrops({ delivered, dropped }: Counts, drops: readonly Drop[]): Counts {
  const sum: Partial<Record<DropReason, number>> = { ...dropped };
  for (const [reason, spans] of drops) sum[reason] = (sum[reason] ?? 0) + spans;
  return { delivered, dropped: sum };
}

function toDrops(dropped: Counts['dropped']): Drop[] {
  return DROP_REASONS.map((reason) => [reason, dropped[reason] ?? 0] as const).filter(
    ([, spans]) => spans > 0,
  );
}

function pickReasons(found: Record<string, unknown>): Counts['dropped'] {
  const known = DROP_REASONS.filter((reason) => toCount(found[reason]) > 0);
  return Object.fromEntries(known.map((reason) => [reason, toCount(found[reason])]));
}

function toCount(value: unknown): number {
  return Number.isSafeInteger(value) ? Math.max(0, Number(value)) : 0;
}
