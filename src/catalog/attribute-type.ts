import { shortenOsVersion, shortenVersion } from '../resource/version.ts';

/** Kinds of names that a host declares; only declared names are recorded. */
export type NameKind = 'host' | 'command' | 'flag' | 'step' | 'error';

/** Says whether a name was declared. */
export type IsDeclared = (kind: NameKind, name: string) => boolean;

/** One of a closed list of words. */
export interface OneOfType<Word extends string = string> {
  /** Which type it is. */
  readonly type: 'one-of';
  /** The words. */
  readonly values: readonly Word[];
}

/** True or false. */
export interface BooleanType {
  /** Which type it is. */
  readonly type: 'boolean';
}

/** HMAC-SHA-256 as 64 hexadecimal digits, keyed with a salt that never leaves the machine. */
export interface HashType {
  /** Which type it is. */
  readonly type: 'hash';
}

/** A whole number within bounds, both included. */
export interface IntegerType {
  /** Which type it is. */
  readonly type: 'integer';
  /** The least value. */
  readonly min: number;
  /** The greatest value. */
  readonly max: number;
}

/** A number of which only the greatest bound is kept that is not above it. */
export interface BucketType {
  /** Which type it is. */
  readonly type: 'bucket';
  /** In rising order. */
  readonly bounds: readonly number[];
}

/** A version: its two or three numbers and a known channel. */
export interface VersionType {
  /** Which type it is. */
  readonly type: 'version';
  /**
   * Keeps major and minor alone, as for an operating system, whose further numbers tell self-built ones apart.
   *
   * @defaultValue as many as there are, up to three
   */
  readonly numbers?: 2;
}

/** A name that was declared elsewhere; `names` is a list of them. */
export interface NameType<Type extends 'name' | 'names' = 'name'> {
  /** Whether it is one name or a list. */
  readonly type: Type;
  /** What the name is of. */
  readonly kind: NameKind;
}

/** The types an attribute can have. None of them has room for free text. */
export type AttributeType =
  | OneOfType
  | BooleanType
  | IntegerType
  | BucketType
  | VersionType
  | { readonly type: 'uuid' }
  | HashType
  | NameType
  | NameType<'names'>;

/** Says whether a value is of the type. What is not is dropped, never mended: mending could keep a part of a secret. */
export function isOfType(value: unknown, attribute: AttributeType, isDeclared: IsDeclared): boolean {
  switch (attribute.type) {
    case 'one-of':
      return typeof value === 'string' && attribute.values.includes(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= attribute.min && Number(value) <= attribute.max;
    case 'bucket':
      return typeof value === 'number' && attribute.bounds.includes(value);
    case 'version':
      // What shortening would shorten further is no version that may be recorded.
      return typeof value === 'string' && shorten(value, attribute) === value;
    case 'uuid':
      return typeof value === 'string' && UUID.test(value);
    case 'hash':
      return typeof value === 'string' && HASH.test(value);
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
const HASH = /^[0-9a-f]{64}$/;

function shorten(version: string, { numbers }: VersionType): string | undefined {
  return numbers === 2 ? shortenOsVersion(version) : shortenVersion(version);
}

function isName(value: unknown, kind: NameKind, isDeclared: IsDeclared): boolean {
  return typeof value === 'string' && isDeclared(kind, value);
}
