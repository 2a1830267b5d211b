import type { CommandDefinition } from './definition.ts';

/** Makes a definition that is another in all but some parts, which are made of the other's when they are asked for. */
export function derive(
  definition: CommandDefinition,
  parts: { readonly [Part in keyof CommandDefinition]: (part: unknown) => unknown },
): CommandDefinition {
  const descriptors: PropertyDescriptorMap = {};
  for (const part of PARTS) {
    const make = parts[part];
    descriptors[part] = {
      configurable: true,
      enumerable: true,
      get: () => {
        const made = make === undefined ? definition[part] : make(definition[part]);
        // What a definition does it may do with itself.
        return typeof made === 'function' ? (made.bind(definition) as unknown) : made;
      },
      set: (value) => void Reflect.set(definition, part, value),
    };
  }
  // Not a proxy: of a frozen definition it could show nothing but what that holds.
  return inherit(definition, descriptors);
}

/** All of them, so that a copy of what is derived has them too. */
const PARTS = ['meta', 'args', 'default', 'subCommands', 'plugins', 'setup', 'run', 'cleanup'] as const;

/** An object that is another in all but some properties. */
export function inherit<Part extends object>(from: Part | null, descriptors: PropertyDescriptorMap): Part {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has all that it inherits
  return Object.create(from, descriptors) as Part;
}
