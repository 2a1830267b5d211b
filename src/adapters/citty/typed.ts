import { toList, type Arguments } from './definition.ts';

/** What was typed, read with the declared arguments of one command. */
export interface Typed {
  /** Names of the flags that were given, as they are declared; `no-` stands before one that was turned off. */
  readonly flags: ReadonlySet<string>;
  /** Values of flags, which are looked at and never kept. */
  readonly values: ReadonlyMap<string, string>;
  /** Where the first word stands that is neither a flag nor the value of one: a command, if there are any. -1 if none. */
  readonly firstWord: number;
  /** How many such words there are, those behind `--` included. */
  readonly words: number;
}

/** Reads a command line as citty does. */
export function readTyped(line: readonly string[], args: Arguments): Typed {
  const find = createFinder(args);
  const values = new Map<string, string>();
  const words: number[] = [];
  const end = [...line, '--'].indexOf('--');
  let waiting: string | undefined;
  for (const [at, word] of line.slice(0, end).entries()) {
    if (!word.startsWith('-')) {
      if (waiting === undefined) words.push(at);
      else values.set(waiting, word);
      waiting = undefined;
      continue;
    }
    const [name = '', ...value] = word.split('=');
    const found = find(name);
    for (const { flag } of found) values.set(flag, value.join('='));
    const last = found.at(-1);
    waiting = last?.takesValue === true && value.length === 0 ? last.flag : undefined;
  }
  const behind = line.slice(end + 1).length;
  return { flags: new Set(values.keys()), values, firstWord: words[0] ?? -1, words: words.length + behind };
}

interface Found {
  readonly flag: string;
  readonly takesValue: boolean;
}

/** Finds which declared flags a typed word gives: one, several letters behind one dash, or none. */
function createFinder(args: Arguments): (typed: string) => readonly Found[] {
  const known = new Map<string, Found>();
  for (const [flag, { type, alias }] of Object.entries(args)) {
    if (type === 'positional') continue;
    const takesValue = type === 'string' || type === 'enum';
    for (const name of [flag, ...toList(alias)]) known.set(camelCase(String(name)), { flag, takesValue });
  }
  const findOne = (name: string): readonly Found[] => {
    const found = known.get(camelCase(name));
    if (found !== undefined) return [found];
    const negated = name.startsWith('no-') ? known.get(camelCase(name.slice('no-'.length))) : undefined;
    return negated === undefined ? [] : [{ flag: `no-${negated.flag}`, takesValue: false }];
  };
  return (typed) => {
    if (typed.startsWith('--')) return findOne(typed.slice('--'.length));
    const found = Array.from(typed.slice('-'.length), findOne).flat();
    // What stands behind a letter that takes a value is that value.
    const last = found.findIndex(({ takesValue }) => takesValue);
    return last === -1 ? found : found.slice(0, last + 1);
  };
}

/** citty takes `--dry-run` and `--dryRun` for the same. */
function camelCase(name: string): string {
  return name.replaceAll(/-+(.)/g, (_dashes, letter: string) => letter.toUpperCase());
}
