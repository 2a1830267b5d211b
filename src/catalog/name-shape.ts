/** What a framework's tree can be trusted with: a name that looks otherwise was hardly written by the vendor. */
const NAME_SHAPE = /^[\w.:@/+-]{1,64}( [\w.:@/+-]{1,64}){0,7}$/;

/** Says whether a name out of a framework's tree may be declared; one that may not is recorded as `(other)`. */
export function isNameShaped(name: string): boolean {
  return NAME_SHAPE.test(name);
}
