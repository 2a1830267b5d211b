/** Makes a value when it is first asked for: tables that only failing commands need cost the others nothing. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
