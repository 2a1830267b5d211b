/** A method, already bound to its object. */
export type Method = (...args: readonly unknown[]) => unknown;

/** Puts another function in the place of a method of one object, and of no other. */
export function wrapMethod(object: object, name: string, wrap: (original: Method) => Method): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- named by those who know its object
  const original = Reflect.get(object, name) as Method;
  Object.defineProperty(object, name, {
    configurable: true,
    writable: true,
    value(this: unknown, ...args: readonly unknown[]) {
      return wrap((...given) => Reflect.apply(original, this, given))(...args);
    },
  });
}
