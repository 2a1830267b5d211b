import { readFileSync, writeFileSync } from 'node:fs';
import { errorCode } from '../disk/error-code.ts';
import { firstDifference, type Difference } from './first-difference.ts';

/** What became of a file. */
export interface Updated {
  /** Whether it was up to date before. */
  readonly isCurrent: boolean;
  /** For whoever ran the command. */
  readonly messages: readonly string[];
}

/** Writes a file that is generated as a whole, unless it only has to be checked or is up to date already. */
export function updateFile(file: string, content: string, isCheck: boolean): Updated {
  const found = readText(file);
  if (found === undefined) {
    if (!isCheck) writeFileSync(file, content);
    return { isCurrent: false, messages: [isCheck ? `${file} does not exist` : `${file} is made`] };
  }
  const difference = firstDifference(found, content);
  if (difference === undefined) return { isCurrent: true, messages: [`${file} is up to date`] };
  if (!isCheck) writeFileSync(file, content);
  return {
    isCurrent: false,
    messages: isCheck ? describeDifference(file, difference) : [`${file} is brought up to date`],
  };
}

/** Reads a file; `undefined` when there is none. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Says where a file is out of date. */
export function describeDifference(file: string, { line, found, expected }: Difference): string[] {
  const show = (text: string | undefined): string => text ?? '(nothing)';
  return [`${file}:${line}: out of date`, `  there:    ${show(found)}`, `  expected: ${show(expected)}`];
}
