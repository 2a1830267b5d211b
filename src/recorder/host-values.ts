import type { Attributes, Span } from '@opentelemetry/api';
import type { AttributeType, IsDeclared } from '../catalog/attribute-type.ts';
import { isOfType } from '../catalog/attribute-type.ts';
import type { HostAttribute, HostAttributes } from '../catalog/host-attribute.ts';
import { keyedHash } from '../identity/keyed-hash.ts';
import { shortenVersion } from '../resource/version.ts';

/** The values of the host's own attributes in this run. */
export interface HostValues {
  /** Takes a value, or a function that gives it; drops and counts what is not of the attribute's type. */
  readonly set: (key: string, given: unknown) => void;
  /** Hashes what is to be hashed, and puts it where it belongs; without a salt it is forgotten. */
  readonly hash: (findSalt: () => string | undefined) => void;
  /** What stands on the resource. */
  readonly resource: Attributes;
  readonly dropped: () => number;
}

/** What values are checked against, and the spans that they go to. */
export interface HostValuesInput {
  readonly attributes: HostAttributes;
  readonly isDeclared: IsDeclared;
  readonly span: Span;
  /** The step that is under way in this asynchronous context. */
  readonly currentStep: () => Span | undefined;
  /** Tells a user who asked to be told. */
  readonly say: (text: string) => void;
  /** Is told of each value that is dropped. */
  readonly onDrop?: OnDrop | undefined;
}

/** Is told of a value that is dropped. */
export type OnDrop = (key: string, why: string) => void;

/** Begins with no values. What is to be hashed stays in memory until the end, and never stands on a span. */
export function createHostValues(input: HostValuesInput): HostValues {
  const resource: Attributes = {};
  const unhashed = new Map<string, string>();
  let dropped = 0;
  const drop = (key: string, why: string): void => {
    dropped += 1;
    input.onDrop?.(key, why);
    input.say(`attribute ${key} is dropped: ${why}`);
  };
  const put = (key: string, value: Fitting, { on }: HostAttribute): void => {
    const target = on.includes('step') ? input.currentStep() : input.span;
    if (target === undefined) return drop(key, 'no step is under way');
    if (on.includes('resource')) resource[key] = value;
    else target.setAttribute(key, value);
    return undefined;
  };
  return {
    resource,
    dropped: () => dropped,
    set: (key, given) => {
      const definition = Object.hasOwn(input.attributes, key) ? input.attributes[key] : undefined;
      if (definition === undefined) return drop(key, 'it is not declared');
      const value = resolve(given);
      if (value === undefined) return undefined;
      const fitting = fit(value, definition, input.isDeclared);
      if (fitting === undefined) return drop(key, `no value of its type, ${definition.type}`);
      if (definition.type !== 'hash') return put(key, fitting, definition);
      unhashed.set(key, String(fitting));
      return undefined;
    },
    hash: (findSalt) => {
      const salt = unhashed.size === 0 ? undefined : findSalt();
      if (salt === undefined) return;
      for (const [key, value] of unhashed) {
        const definition = input.attributes[key];
        if (definition !== undefined) put(key, keyedHash(salt, key, value), definition);
      }
    },
  };
}

/** The value, or what the function gives; one that fails gives `null`, which is of no type. */
function resolve(given: unknown): unknown {
  try {
    return typeof given === 'function' ? unheard(given()) : given;
  } catch {
    // What a host cannot find out about itself must not end its command.
    return null;
  }
}

/** A promise is of no type. Its rejection would end a command that without consent has no such promise. */
function unheard(value: unknown): unknown {
  if (value instanceof Promise) value.catch(() => undefined);
  return value;
}

type Fitting = string | number | boolean;

/** Brings a value into the form in which it is recorded; `undefined` when it has none. */
function fit(value: unknown, attribute: AttributeType, isDeclared: IsDeclared): Fitting | undefined {
  switch (attribute.type) {
    case 'bucket':
      return typeof value === 'number' ? attribute.bounds.findLast((bound) => bound <= value) : undefined;
    case 'version':
      return typeof value === 'string' ? shortenVersion(value) : undefined;
    case 'hash':
      return typeof value === 'string' && value !== '' ? value : undefined;
    default:
      return isScalar(value) && isOfType(value, attribute, isDeclared) ? value : undefined;
  }
}

function isScalar(value: unknown): value is Fitting {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
