import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Removes the declarations that no entry leads to: the compiler writes one for every source file that it has read,
 * and a host's compiler reads few of them.
 *
 * @param folder where the compiler wrote them.
 * @param entries names of the entries' declarations in it.
 */
export function pruneTypes(folder: string, entries: readonly string[]): void {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, specifier = ''] of text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g)) {
      visit(path.resolve(path.dirname(file), specifier.replace(/\.(?:ts|js)$/, '.d.ts')));
    }
  };
  for (const entry of entries) visit(path.join(folder, entry));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (name.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
  }
}
