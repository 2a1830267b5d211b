import { shortenVersion } from '../resource/version.ts';

/** Kinds of names that a host declares; only declared names are recorded. */
export type NameKind = 'host' | 'command' | 'flag' | 'step' | 'error';

/** Says whether a name was declared. */
export type IsDeclared = (kind: NameKind, name: string) => boolean;

/** The types an attribute can have. None of them has room for free text. */
export type AttributeType =
  | { readonly type: 'one-of'; readonly values: readonly string[] }
  | { readonly type: 'boolean' }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'version' }
  | { readonly type: 'uuid' }
  | { readonly type: 'name'; readonly kind: NameKind }
  | { readonly type: 'names'; readonly kind: NameKind };

/** Says whether a value is of the type. What is not is dropped, never mended: mending could keep a part of a secret. */
export function isOfType(value: unknown, attribute: AttributeType, isDeclared: IsDeclared): boolean {
  switch (attribute.type) {
    case 'one-of':
      return typeof value === 'string' && attribute.values.includes(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= attribute.min && Number(value) <= attribute.max;
    case 'version':
      // What shortening would shorten further is no version that may be recorded.
      return typeof value === 'string' && shortenVersion(value) === value;
    case 'uuid':
      return typeof value === 'string' && UUID.test(value);
    case 'name':
      return isName(value, attribute.kind, isDeclared);
    case 'names':
      // `every` alone passes over the holes of a sparse array.
      return Array.isArray(value) && [...value].every((name) => isName(name, attribute.kind, isDeclared));
    default:
      // A type that was added without a check lets nothing through.
      return false;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isName(value: unknown, kind: NameKind, isDeclared: IsDeclared): boolean {
  return typeof value === 'string' && isDeclared(kind, value);
}
