import type { IntegerType } from './attribute-type.ts';
import type { AttributeExample, AttributePlace, Described } from './definition.ts';
import type {
  BooleanAttribute,
  BucketAttribute,
  DeclarableKind,
  HashAttribute,
  HostAttribute,
  IntegerAttribute,
  NameAttribute,
  OneOfAttribute,
  VersionAttribute,
} from './host-attribute.ts';

/** What may be said of a host's attribute besides its type and purpose. */
export interface AttributeDetails {
  /**
   * Where it stands: on the command span, on the step that is under way, or on the resource.
   *
   * @defaultValue `'span'`
   */
  readonly on?: AttributePlace;
  /**
   * A value for the data dictionary.
   *
   * @defaultValue one that the type allows
   */
  readonly example?: AttributeExample;
}

/**
 * Declares the host's own attributes. None of the types has room for free text, and each wants a purpose: why it is
 * recorded, in words for the user, as the data dictionary prints them.
 *
 * All of these throw a `TypeError` when an argument is not what it should be.
 *
 * @example
 * ```js
 * registerTelemetry({
 *   …,
 *   attributes: {
 *     'acme.template': attribute.oneOf(['python', 'node'], 'Which templates are worth keeping.'),
 *     'acme.files': attribute.bucket([0, 10, 100, 1000], 'How large projects are.'),
 *     'acme.project': attribute.hash('Tells ten runs in one project from runs in ten projects.'),
 *   },
 * });
 * ```
 */
export const attribute = {
  /** One of a list of at most 500 words. */
  oneOf<const Word extends string>(
    values: readonly Word[],
    purpose: string,
    details?: AttributeDetails,
  ): OneOfAttribute<Word> {
    expectThat(isWordList(values), 'values', 'a list of 1 to 500 different words');
    const type = { type: 'one-of', values: Object.freeze([...values]) } as const;
    return define(type, purpose, { example: values[0] ?? '', ...known(details) });
  },

  /** True or false. */
  boolean(purpose: string, details?: AttributeDetails): BooleanAttribute {
    return define({ type: 'boolean' }, purpose, { example: true, ...known(details) });
  },

  /** A whole number from 0 up to `max`, which is at most a million. */
  count(max: number, purpose: string, details?: AttributeDetails): IntegerAttribute {
    return attribute.integer({ min: 0, max }, purpose, details);
  },

  /** A whole number within bounds that are at most a million apart: with more it could name a person. */
  integer(
    { min, max }: Omit<IntegerType, 'type'>,
    purpose: string,
    details?: AttributeDetails,
  ): IntegerAttribute {
    const areBounds = [min, max].every(Number.isSafeInteger) && min < max && max - min <= MAX_SPREAD;
    expectThat(areBounds, 'bounds', `two whole numbers at most ${MAX_SPREAD} apart, the smaller first`);
    return define({ type: 'integer', min, max }, purpose, { example: max, ...known(details) });
  },

  /**
   * A number, recorded as the greatest of the bounds that is not above it. What is below the first bound is not of
   * this type.
   */
  bucket(bounds: readonly number[], purpose: string, details?: AttributeDetails): BucketAttribute {
    expectThat(isRising(bounds), 'bounds', 'a list of 2 to 100 numbers in rising order');
    const type = { type: 'bucket', bounds: Object.freeze([...bounds]) } as const;
    return define(type, purpose, { example: bounds[1] ?? 0, ...known(details) });
  },

  /** A version, recorded as its numbers and a known channel: `1.2.0-beta.3`. */
  version(purpose: string, details?: AttributeDetails): VersionAttribute {
    return define({ type: 'version' }, purpose, { example: '1.4.2', ...known(details) });
  },

  /** The name of a declared command, flag, step or error. */
  name(kind: DeclarableKind, purpose: string, details?: AttributeDetails): NameAttribute {
    expectThat(KINDS.has(kind), 'kind', "'command', 'flag', 'step' or 'error'");
    return define({ type: 'name', kind }, purpose, { example: kind, ...known(details) });
  },

  /**
   * Anything, recorded as HMAC-SHA-256 with a random salt that lies beside the installation id and never leaves the
   * machine: equal values are equal for one installation, and mean nothing across two. Not recorded where there is no
   * installation id. Not for steps.
   */
  hash(purpose: string, details?: AttributeDetails): HashAttribute {
    expectThat(details?.on !== 'step', 'on', "'span' or 'resource'");
    return define({ type: 'hash' }, purpose, { example: EXAMPLE_HASH, ...known(details) });
  },
} as const;

const MAX_SPREAD = 1_000_000;
const MAX_WORDS = 500;
const MAX_BOUNDS = 100;
/** A declared word is printed, stored and sent; what is longer or has other characters is no word. */
const WORD = /^[\w.:@/+-]{1,64}$/;
const EXAMPLE_HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const PLACES: ReadonlySet<unknown> = new Set(['span', 'step', 'resource']);
const DETAILS: ReadonlySet<string> = new Set(['on', 'example']);
const KINDS: ReadonlySet<unknown> = new Set(['command', 'flag', 'step', 'error']);

/** The details that are given; a misspelt one would put an attribute where nobody looks for it. */
function known(details: AttributeDetails = {}): AttributeDetails {
  expectThat(typeof details === 'object' && details !== null, 'details', '{ on, example }');
  const given = Object.entries(details).filter(([, value]) => value !== undefined);
  for (const [key] of given) expectThat(DETAILS.has(key), 'details', `{ on, example }, without ${key}`);
  return Object.fromEntries(given);
}

function define<const Type extends object>(
  type: Type,
  purpose: string,
  { on = 'span', example }: AttributeDetails & Pick<Described, 'example'>,
): Type & Described {
  expectThat(
    typeof purpose === 'string' && purpose.trim() !== '',
    'purpose',
    'why it is recorded, in words for the user',
  );
  expectThat(PLACES.has(on), 'on', "'span', 'step' or 'resource'");
  return Object.freeze({ ...type, on: Object.freeze([on]), purpose, example });
}

/**
 * Makes an attribute anew by the function that made it, so that nothing else stands in it and nothing of it changes
 * later.
 *
 * @throws TypeError for what none of these functions makes.
 */
export function remakeAttribute(given: HostAttribute): HostAttribute {
  const { on, purpose, example } = given;
  expectThat(Array.isArray(on) && on.length === 1, 'on', "'span', 'step' or 'resource'");
  const details = { on: on[0] ?? 'span', example };
  switch (given.type) {
    case 'one-of':
      return attribute.oneOf(given.values, purpose, details);
    case 'boolean':
      return attribute.boolean(purpose, details);
    case 'integer':
      return attribute.integer(given, purpose, details);
    case 'bucket':
      return attribute.bucket(given.bounds, purpose, details);
    case 'version':
      return attribute.version(purpose, details);
    case 'name':
      return attribute.name(given.kind, purpose, details);
    case 'hash':
      return attribute.hash(purpose, details);
    default:
      throw new TypeError('commandspan: attribute: expected a type that a function of `attribute` makes');
  }
}

function isWordList(values: unknown): boolean {
  if (!Array.isArray(values) || values.length === 0 || values.length > MAX_WORDS) return false;
  // `every` alone passes over the holes of a sparse array.
  const areWords = [...values].every((word) => typeof word === 'string' && WORD.test(word));
  return areWords && new Set(values).size === values.length;
}

function isRising(bounds: unknown): boolean {
  if (!Array.isArray(bounds) || bounds.length < 2 || bounds.length > MAX_BOUNDS) return false;
  return [...bounds].every(
    (bound: unknown, index) => isBound(bound) && (index === 0 || Number(bound) > bounds[index - 1]),
  );
}

/** A whole number beyond these is none that OTLP has room for, and makes a collector refuse the whole request. */
function isBound(bound: unknown): boolean {
  return Number.isFinite(bound) && Math.abs(Number(bound)) <= Number.MAX_SAFE_INTEGER;
}

function expectThat(holds: boolean, what: string, expected: string): void {
  if (!holds) throw new TypeError(`commandspan: attribute: expected ${what} to be ${expected}`);
}
