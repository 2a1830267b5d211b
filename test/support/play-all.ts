/** Enough to keep two cores busy. */
const AT_ONCE = 4;

/**
 * Plays the rows of a table a few at a time, for tests that start a program for each.
 *
 * @returns what came of each row; the first failure ends all.
 */
export async function playAll<Row, Seen>(
  rows: readonly Row[],
  play: (row: Row) => Promise<Seen>,
): Promise<ReadonlyMap<Row, Seen>> {
  const seen = new Map<Row, Seen>();
  const left = [...rows];
  const work = async (): Promise<void> => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) seen.set(row, await play(row));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return seen;
}
