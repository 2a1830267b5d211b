import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes `dist/THIRD-PARTY-LICENSES.txt`: name and version of every package that a bundle holds,
 * under its licence text; packages with the same text share it, and those whose terms are our own name our file.
 *
 * @param inputs files that were bundled, relative to `root`.
 * @throws Error for a package without a licence text: it must not be shipped.
 */
export function writeLicenses(inputs: readonly string[], root: string): void {
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  const packagesOf = new Map<string, Set<string>>();
  for (const folder of [...folders].toSorted()) {
    const { name, version, license } = readManifest(path.join(root, folder));
    const text = pointToOwn(readLicense(path.join(root, folder)), readLicense(root));
    const packages = packagesOf.get(text) ?? new Set();
    packagesOf.set(text, packages.add(`${name} ${version} (${license})`));
  }
  const parts = [...packagesOf].map(([text, packages]) => `${[...packages].join('\n')}\n\n${text}\n`);
  const rule = `\n${'-'.repeat(80)}\n\n`;
  writeFileSync(path.join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), parts.join(rule));
}

function packageFolder(input: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}

function readLicense(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence text`);
  return readFileSync(path.join(folder, file), 'utf8').trim();
}

/** Eleven kilobytes need not be shipped twice. */
function pointToOwn(text: string, own: string): string {
  return termsOf(text) === termsOf(own) ? 'The terms are those of the file LICENSE of this package.' : text;
}

/** The terms alone, without what each project puts before and behind them, and without their layout. */
function termsOf(text: string): string {
  const terms = /TERMS AND CONDITIONS FOR USE[\s\S]*END OF TERMS AND CONDITIONS/.exec(text)?.[0] ?? text;
  return terms.replaceAll(/\s+/g, ' ');
}
