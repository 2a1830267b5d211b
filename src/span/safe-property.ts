/** Reads a property of anything; `undefined` where there is none, and where a getter or a proxy throws. */
export function readProperty(value: unknown, key: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  try {
    return Reflect.get(value, key);
  } catch {
    // Errors come from anywhere; one that does not want to be read says nothing.
    return undefined;
  }
}

/** Reads a property that should be text; `''` where it is not. */
export function readText(value: unknown, key: string): string {
  const found = readProperty(value, key);
  return typeof found === 'string' ? found : '';
}
