import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes `dist/THIRD-PARTY-LICENSES.txt`: name and version of every package that a bundle holds,
 * under its licence text; packages with the same text share it.
 *
 * @param inputs files that were bundled, relative to `root`.
 * @throws Error for a package without a licence text: it must not be shipped.
 */
export function writeLicenses(inputs: readonly string[], root: string): void {
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  const packagesOf = new Map<string, Set<string>>();
  for (const folder of [...folders].toSorted()) {
    const { name, version, license } = readManifest(path.join(root, folder));
    const text = readLicense(path.join(root, folder));
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
