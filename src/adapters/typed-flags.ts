/**
 * The names of all flags on a command line as they were typed, without dashes and values: of `--mode=dev -vq` it is
 * `mode`, `v` and `q`. It may hold more than was meant as a flag (`-p80`), never less: the framework knows which of
 * them it has.
 */
export function typedFlags(args: readonly string[]): Set<string> {
  const typed = new Set<string>();
  for (const arg of args) {
    if (arg === '--') break;
    const [, dashes = '', name = ''] = /^(-+)([^=]*)/.exec(arg) ?? [];
    const isLong = dashes.length > 1 || name.startsWith('no-');
    for (const flag of isLong ? [name.split('.')[0] ?? ''] : name) typed.add(flag);
  }
  return typed;
}
