import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** What the SDK calls a resource. */
export type Resource = ReadableSpan['resource'];

/**
 * Makes a resource that fits the SDK 2.x and 3.x, whichever copy of it a host has, and takes none of it for that.
 *
 * @param look gives the attributes, each time somebody looks at them.
 * @param waitsFor resources whose attributes may still be to come.
 * @param raw gives the attributes as the SDK merges them: promises among them, and of one key the first counts.
 */
export function createResource(
  look: () => Attributes,
  waitsFor: readonly Resource[] = [],
  raw: Resource['getRawAttributes'] = () => Object.entries(look()),
): Resource {
  const own: Resource = {
    get attributes() {
      return look();
    },
    get asyncAttributesPending() {
      return waitsFor.some(({ asyncAttributesPending }) => asyncAttributesPending);
    },
    waitForAsyncAttributes: async () => {
      for (const resource of waitsFor) await resource.waitForAsyncAttributes?.();
    },
    getRawAttributes: raw,
    // What is merged in wins.
    merge: (other) =>
      other === null
        ? own
        : createResource(
            () => ({ ...look(), ...other.attributes }),
            [...waitsFor, other],
            () => [...other.getRawAttributes(), ...raw()],
          ),
  };
  return own;
}
