import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { judgeValue, type Mark } from './budget.ts';

/** Bytes of what is published. */
export interface Sizes {
  /** The bundles, by name. */
  readonly bundles: Readonly<Record<string, number>>;
  /** The whole package, unpacked. */
  readonly unpacked: number;
  readonly files: number;
  readonly mark: Mark;
}

/** Of the whole package, unpacked. */
export const HOLD_BYTES = 400_000;
/** See {@link HOLD_BYTES}. */
export const AIM_BYTES = 250_000;

interface Packed {
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Asks npm what it would publish. */
export function measureSizes(): Sizes {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    // npm is a script there.
    shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(output) as Packed[];
  if (packed === undefined) throw new Error('npm pack said nothing');
  const { files, unpackedSize: unpacked } = packed;
  const bundles = files.filter(({ path }) => /^dist\/[^/]+\.c?js$/.test(path));
  return {
    bundles: Object.fromEntries(bundles.map(({ path, size }) => [path.slice('dist/'.length), size])),
    unpacked,
    files: files.length,
    mark: judgeValue({ hold: unpacked <= HOLD_BYTES, aim: unpacked <= AIM_BYTES }),
  };
}
