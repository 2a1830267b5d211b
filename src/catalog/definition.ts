import type { AttributeType } from './attribute-type.ts';

/** Where an attribute stands: on the resource, on the command span, on a step. */
export type AttributePlace = 'resource' | 'span' | 'step';

/** What is said of an attribute besides its type. */
export interface Described extends Meaning {
  /** Where it may stand. */
  readonly on: readonly AttributePlace[];
}

/** What is said of an attribute to users. */
export interface Meaning {
  /** Why it is recorded, in words for the user. */
  readonly purpose: string;
  /** One value that it can have. */
  readonly example: AttributeExample;
}

/** One value that an attribute can have. */
export type AttributeExample = string | number | boolean | readonly string[];

/** One attribute that may be recorded. */
export type AttributeEntry = AttributeType & Pick<Described, 'on'>;

/** One attribute that may be recorded, with what is said of it to users. */
export type AttributeDefinition = AttributeType & Described;
