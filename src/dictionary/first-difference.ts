/** The first line in which two texts differ; a line that one of them does not have is `undefined`. */
export interface Difference {
  /** Counted from 1. */
  readonly line: number;
  readonly found: string | undefined;
  readonly expected: string | undefined;
}

/** Finds the first line that differs, whatever the line ends are; `undefined` when there is none. */
export function firstDifference(found: string, expected: string): Difference | undefined {
  const lines = [found, expected].map((text) => text.split(/\r?\n/));
  const [foundLines = [], expectedLines = []] = lines;
  const length = Math.max(foundLines.length, expectedLines.length);
  for (let index = 0; index < length; index += 1) {
    if (foundLines[index] !== expectedLines[index]) {
      return { line: index + 1, found: foundLines[index], expected: expectedLines[index] };
    }
  }
  return undefined;
}
