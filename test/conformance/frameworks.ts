import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Framework } from './framework.ts';

const FOLDER = join(import.meta.dirname, 'frameworks');

/** Every framework that is described in `frameworks/`. */
export const FRAMEWORKS: readonly Framework[] = await Promise.all(
  readdirSync(FOLDER)
    .toSorted()
    .map(async (file) => ((await import(join(FOLDER, file))) as { framework: Framework }).framework),
);
