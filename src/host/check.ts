/** One check of one option: returns the value, or throws a `TypeError` that says what was expected and what came. */
export type Check<T> = (value: unknown, option: string) => T;

/** Fails with what was expected and what came instead. @throws TypeError always. */
export function fail(option: string, expected: string, value: unknown): never {
  throw new TypeError(`commandspan: option "${option}": expected ${expected}, got ${show(value)}`);
}

/** A string that the pattern accepts. */
export function text(pattern: RegExp, expected: string): Check<string> {
  return (value, option) =>
    typeof value === 'string' && pattern.test(value) ? value : fail(option, expected, value);
}

/** One of the listed words. */
export function oneOf<const T extends string>(...words: readonly T[]): Check<T> {
  return (value, option) =>
    words.find((word) => word === value) ??
    fail(option, words.map((word) => `'${word}'`).join(' or '), value);
}

/** A whole number between the bounds. */
export function integer(min: number, max: number): Check<number> {
  return (value, option) =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max
      ? Number(value)
      : fail(option, `a whole number from ${min} to ${max}`, value);
}

/** A list whose items pass the check. */
export function listOf<T>(item: Check<T>): Check<readonly T[]> {
  return (value, option) =>
    Array.isArray(value)
      ? value.map((entry, index) => item(entry, `${option}[${index}]`))
      : fail(option, 'an array', value);
}

/** An object whose own values pass the check. */
export function recordOf<T>(key: RegExp, item: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value, option) => {
    const entries = Object.entries(object(value, option)).map(([name, entry]): [string, T] => {
      if (!key.test(name)) fail(option, `keys like ${key.source}`, name);
      return [name, item(entry, `${option}.${name}`)];
    });
    return Object.fromEntries(entries);
  };
}

/** An object of known keys; an unknown key is most often a misspelt one. */
export function object(
  value: unknown,
  option: string,
  known?: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(option, 'an object', value);
  const found = { ...value } as Record<string, unknown>;
  const unknown = known && Object.keys(found).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new TypeError(
      `commandspan: option "${option}": unknown key "${unknown}", expected one of ${known?.join(', ')}`,
    );
  }
  return found;
}

/** The default where the option is absent. */
export function optional<T>(check: Check<T>, fallback: T): Check<T> {
  return (value, option) => (value === undefined ? fallback : check(value, option));
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 100));
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}
