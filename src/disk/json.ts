/** A JSON object read from outside: own properties only, values unknown. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses text that should be a JSON object; `undefined` for anything else. The result has no prototype. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    // Own properties alone count: `__proto__` in a file must not be able to speak.
    return Object.assign(Object.create(null), value);
  } catch {
    return undefined;
  }
}

/** Says whether the object has exactly these keys, no more and no less. */
export function hasExactly(object: JsonObject, keys: readonly string[]): boolean {
  const own = Object.keys(object);
  return own.length === keys.length && keys.every((key) => own.includes(key));
}
