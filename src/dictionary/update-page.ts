import { writeFileSync } from 'node:fs';
import { firstDifference } from './first-difference.ts';
import { replacePart } from './generated-part.ts';
import type { Manifest } from './manifest.ts';
import { generatedPart, newPage, openLines } from './page.ts';
import { describeDifference, readText, type Updated } from './update-file.ts';

/**
 * Brings the generated part of a page up to date, or makes the page where there is none. What stands outside the
 * markers is the vendor's and never touched.
 *
 * @throws Error when the page has no markers: whatever stands there is not ours to replace.
 */
export function updatePage(file: string, manifest: Manifest, isCheck: boolean): Updated {
  const found = readText(file);
  if (found === undefined) {
    const page = newPage(manifest);
    if (!isCheck) writeFileSync(file, page);
    return isCheck
      ? { isCurrent: false, messages: [`${file} does not exist`] }
      : { isCurrent: false, messages: [`${file} is made`, ...describeOpen(file, page)] };
  }
  const page = replaceIn(file, found, generatedPart(manifest));
  const difference = firstDifference(found, page);
  if (difference !== undefined && isCheck) {
    return { isCurrent: false, messages: describeDifference(file, difference) };
  }
  if (difference !== undefined) writeFileSync(file, page);
  const state = difference === undefined ? 'up to date' : 'brought up to date';
  return {
    isCurrent: difference === undefined,
    messages: [`${file} is ${state}`, ...describeOpen(file, page)],
  };
}

function replaceIn(file: string, text: string, part: string): string {
  try {
    return replacePart(text, part);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function describeOpen(file: string, page: string): string[] {
  return openLines(page).map((line) => `${file}:${line}: still to be filled in`);
}
