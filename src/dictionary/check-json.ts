/** One check of one value of a JSON document: returns it, or throws an `Error` that says where and what was expected. */
export type Check<T> = (value: unknown, at: string) => T;

/** A JSON object. */
export function object(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(at, 'an object', value);
  // Own members alone count.
  return Object.assign(Object.create(null), value);
}

/** An object of which these members are read; others are left out. */
export function shape<T extends object>(members: { readonly [Key in keyof T]: Check<T[Key]> }): Check<T> {
  return (value, at) => {
    const found = object(value, at);
    const read = Object.entries<Check<unknown>>(members).map(([key, check]) => [
      key,
      check(found[key], at === ROOT ? key : `${at}.${key}`),
    ]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each member was checked
    return Object.fromEntries(read.filter(([, member]) => member !== undefined)) as T;
  };
}

/** What the whole document is called; its members are called by their own names. */
export const ROOT = 'the manifest';

/** An object whose keys and values pass. */
export function dictionary<T>(key: Check<string>, item: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value, at) =>
    Object.fromEntries(
      Object.entries(object(value, at)).map(([name, entry]) => [key(name, at), item(entry, `${at}.${name}`)]),
    );
}

/** A list whose items pass. */
export function list<T>(item: Check<T>): Check<readonly T[]> {
  return (value, at) =>
    Array.isArray(value)
      ? value.map((entry: unknown, index) => item(entry, `${at}[${index}]`))
      : fail(at, 'a list', value);
}

/** A member that may be missing, and is left out then. */
export function optional<T>(item: Check<T>): Check<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is undefined is left out of its object
  return (value, at) => (value === undefined ? (undefined as T) : item(value, at));
}

/** A text that the pattern accepts. */
export function text(pattern: RegExp, expected: string): Check<string> {
  return (value, at) =>
    typeof value === 'string' && pattern.test(value) ? value : fail(at, expected, value);
}

/** One of the words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Check<Word> {
  return (value, at) => words.find((word) => word === value) ?? fail(at, `one of ${words.join(', ')}`, value);
}

/** This value. */
export function constant<const T extends string | number>(expected: T): Check<T> {
  return (value, at) => (value === expected ? expected : fail(at, JSON.stringify(expected), value));
}

/** A number. */
export function number(value: unknown, at: string): number {
  return typeof value === 'number' ? value : fail(at, 'a number', value);
}

/** A whole number. */
export function integer(value: unknown, at: string): number {
  return Number.isSafeInteger(value) ? Number(value) : fail(at, 'a whole number', value);
}

/** True or false. */
export function boolean(value: unknown, at: string): boolean {
  return typeof value === 'boolean' ? value : fail(at, 'true or false', value);
}

/** A text, a number, true or false. */
export function scalar(value: unknown, at: string): string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : fail(at, 'a text, a number, true or false', value);
}

function fail(at: string, expected: string, value: unknown): never {
  const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100);
  throw new Error(`${at}: expected ${expected}, found ${found}`);
}
