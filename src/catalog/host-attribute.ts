import type {
  BooleanType,
  BucketType,
  HashType,
  IntegerType,
  NameKind,
  NameType,
  OneOfType,
  VersionType,
} from './attribute-type.ts';
import type { Described } from './definition.ts';

/** A host's attribute whose values are one of a list. */
export type OneOfAttribute<Word extends string = string> = OneOfType<Word> & Described;
/** A host's attribute that is true or false. */
export type BooleanAttribute = BooleanType & Described;
/** A host's attribute that is a whole number within bounds. */
export type IntegerAttribute = IntegerType & Described;
/** A host's attribute that is a number, recorded as the bound below it. */
export type BucketAttribute = BucketType & Described;
/** A host's attribute that is a version, recorded as its numbers and a known channel. */
export type VersionAttribute = Omit<VersionType, 'numbers'> & Described;
/** A host's attribute that is a declared command, flag or error name. */
export type NameAttribute = Omit<NameType, 'kind'> & DeclaredName & Described;
/** What a name is of. */
export interface DeclaredName {
  /** Which list of declared names it is one of. */
  readonly kind: DeclarableKind;
}
/** Kinds of names that a host declares, beside its own. */
export type DeclarableKind = Exclude<NameKind, 'host'>;
/** A host's attribute that is recorded as a keyed hash only. */
export type HashAttribute = HashType & Described;

/** An attribute of the host's own, made by one of the functions of `attribute`. */
export type HostAttribute =
  | OneOfAttribute
  | BooleanAttribute
  | IntegerAttribute
  | BucketAttribute
  | VersionAttribute
  | NameAttribute
  | HashAttribute;

/** No attributes of the host's own. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- no keys is what is meant
export type NoAttributes = Record<never, never>;

/** The host's own attributes by their keys. */
export type HostAttributes = Readonly<Record<string, HostAttribute>>;
