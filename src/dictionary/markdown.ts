import { escapeControls } from '../terminal/escape-controls.ts';

/**
 * Text as it is, on one line: what Markdown or HTML would take for its own is escaped. Purposes are written by
 * vendors, and a page must not break by them.
 */
export function plain(text: string): string {
  // Of an address the colon is enough: what makes it a link would take escapes in it as they are.
  return onOneLine(text).replaceAll(/[\\`*_[\]<>~&#$]|:(?=\/\/)|\.(?<=www\.)/gi, String.raw`\$&`);
}

/** Code: a fence that is longer than any in the text. */
export function code(text: string): string {
  const line = onOneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  // Beside a backtick a space is wanted, and taken off again.
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return line === '' ? '' : fence + pad + line + pad + fence;
}

/** A list of code, such as names. */
export function codes(words: readonly string[]): string {
  return words.map(code).join(', ');
}

/** A link that shows its own address. */
export function link(url: string): string {
  return `<${onOneLine(url).replaceAll(/[<>\\ ]/g, encodeURIComponent)}>`;
}

/** A table of cells that are Markdown already. Not padded, so that a change of one cell changes one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(inCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Paragraphs, lists and tables, one below the other. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A bulleted list; empty items are left out. */
export function bullets(...items: readonly string[]): string {
  return items
    .filter((item) => item !== '')
    .map((item) => `- ${item}`)
    .join('\n');
}

/** A bar ends a cell, in code too, unless it is escaped. */
function inCell(markdown: string): string {
  return markdown.replaceAll(/(\\.)|\|/g, (found, escaped?: string) => escaped ?? `\\${found}`);
}

function onOneLine(text: string): string {
  return escapeControls(text.replaceAll(/\s+/g, ' ').trim());
}
