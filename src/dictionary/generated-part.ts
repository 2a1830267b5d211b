/** Stand on lines of their own around what is generated, so that a page can hold other words too. */
export const BEGIN = '<!-- commandspan: begin -->';
/** See {@link BEGIN}. */
export const END = '<!-- commandspan: end -->';

/** Says by which command Markdown was written, and asks its formatters to leave it as it is. */
export function asGenerated(markdown: string, command: string): string {
  return [
    `<!-- Written by \`${command}\`. What is changed here is lost. -->`,
    '<!-- prettier-ignore-start -->',
    '',
    markdown,
    '',
    '<!-- prettier-ignore-end -->',
  ].join('\n');
}

/** A text cut at its markers. */
export interface Cut {
  /** Up to and with the line of the first marker. */
  readonly before: string;
  readonly part: string;
  /** From the line of the second marker on. */
  readonly after: string;
}

/**
 * Cuts a text at its markers, which stay outside the part.
 *
 * @throws Error that says what is wrong with the markers.
 */
export function cutAtMarkers(text: string): Cut {
  const lines = text.split(/(?<=\n)/);
  const begin = findMarker(lines, BEGIN);
  const end = findMarker(lines, END);
  if (end < begin) throw new Error(`${END} stands before ${BEGIN}`);
  return {
    before: lines.slice(0, begin + 1).join(''),
    part: lines.slice(begin + 1, end).join(''),
    after: lines.slice(end).join(''),
  };
}

/** Puts a part in the place of what stands between the markers, with the line ends that the text has. */
export function replacePart(text: string, part: string): string {
  const { before, after } = cutAtMarkers(text);
  const lineEnd = before.endsWith('\r\n') ? '\r\n' : '\n';
  return before + `${part}\n`.replaceAll('\n', lineEnd) + after;
}

function findMarker(lines: readonly string[], marker: string): number {
  const found = lines.flatMap((line, index) => (line.trimEnd() === marker ? [index] : []));
  if (found.length > 1) throw new Error(`the line ${marker} stands there more than once`);
  const [index] = found;
  if (index === undefined) throw new Error(`the line ${marker} is missing`);
  return index;
}
