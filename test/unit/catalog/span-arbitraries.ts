import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import * as fc from 'fast-check';
import { attribute } from '../../../src/catalog/attribute.ts';
import type { HostAttribute } from '../../../src/catalog/host-attribute.ts';
import { RECORDED, type World } from './recorded-oracle.ts';

/** Names that a vendor could declare, those included that every object has. */
const DECLARABLE = [
  'deploy',
  'constructor',
  '__proto__',
  'toString',
  'dry-run',
  'upload',
  'DeployFailed',
  '0',
];
/** Error names that count without a declaration. */
export const KNOWN_ERRORS: readonly string[] = [
  'ENOENT',
  'ERR_INVALID_ARG_TYPE',
  'TypeError',
  'unknown_command',
  '_OTHER',
  'SIGINT',
];
const NEARLY = [
  'enoent',
  'ERR_MY_SECRET',
  'Zanzibar',
  'deploy ',
  'Deploy',
  '(secret)',
  '(root)',
  '1.2.3',
  'acme',
];

const WHY = 'Why it is recorded.';
const place = fc.constantFrom('resource', 'span', 'step');
const words = fc.uniqueArray(fc.stringMatching(/^[\w.:@/+-]{1,12}$/), { minLength: 1, maxLength: 4 });
const bound = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
);
const bounds = fc
  .uniqueArray(bound, { minLength: 2, maxLength: 5, comparator: (one, other) => one === other })
  .map((list) => list.toSorted((one, other) => one - other));

/** Attributes as a vendor may declare them. */
const hostAttribute: fc.Arbitrary<HostAttribute> = place.chain((on) =>
  fc.oneof(
    words.map((values) => attribute.oneOf(values, WHY, { on })),
    fc.constant(attribute.boolean(WHY, { on })),
    fc.integer({ min: 1, max: 1_000_000 }).map((max) => attribute.count(max, WHY, { on })),
    fc.integer().map((min) => attribute.integer({ min, max: min + 10 }, WHY, { on })),
    bounds.map((list) => attribute.bucket(list, WHY, { on })),
    fc.constant(attribute.version(WHY, { on })),
    fc.constantFrom('command', 'flag', 'step', 'error').map((kind) => attribute.name(kind, WHY, { on })),
    fc.constant(attribute.hash(WHY, { on: on === 'step' ? 'span' : on })),
  ),
);

/** What a host declares: names, and attributes of its own. */
export const worlds: fc.Arbitrary<World> = fc.record({
  names: fc.record({
    host: fc.constant(['acme']),
    command: fc.subarray(DECLARABLE),
    flag: fc.subarray(DECLARABLE),
    step: fc.subarray(DECLARABLE),
    error: fc.subarray(DECLARABLE).map((own) => [...own, ...KNOWN_ERRORS]),
  }),
  attributes: fc.dictionary(fc.constantFrom('acme.a', 'acme.b', 'acme.constructor', 'x.y'), hostAttribute),
});

const throwing = (): never => {
  throw new Error('trap');
};
const traps = { get: throwing, ownKeys: throwing, has: throwing, getOwnPropertyDescriptor: throwing };

/** Makes a value. Some bite whoever looks at them, so that they are made where they are used. */
export type Make<T = unknown> = () => T;

/** Longer than any list should be, and short enough for an SDK that goes through it. */
const LONGEST = 100_000;

/** Values that no serialiser should see. */
const STRANGE: readonly Make[] = [
  () => Number.NaN,
  () => Infinity,
  () => -Infinity,
  () => -0,
  () => 2 ** 53,
  () => 1e300,
  () => 10n ** 30n,
  () => Symbol('zanzibar'),
  () => () => 'zanzibar',
  () => '\ud800 zanzibar \udfff',
  () => 'zanzibar'.repeat(20_000),
  () => '"},{"zanzibar":"\\',
  () => new Proxy({}, traps),
  () => new Proxy([], traps),
  () => revoked({}),
  () => revoked([]),
  () => Object.defineProperty({}, 'value', { get: throwing, enumerable: true }),
  () => Object.defineProperty(['deploy'], 0, { get: throwing }),
  () => Object.assign([], { length: LONGEST }),
  () => ['deploy', , 'dry-run'], // oxlint-disable-line no-sparse-arrays -- the hole is what is tested
  () => Object.assign(['deploy'], { zanzibar: 'zanzibar', toJSON: () => 'zanzibar' }),
  () => Object.assign(['zanzibar'], { [Symbol.iterator]: () => ['deploy'].values() }),
  () => Object.assign(['deploy'], { [Symbol.iterator]: () => ['zanzibar'].values() }),
  () => Object.assign(['zanzibar'], { every: () => true, includes: () => true }),
  () => ({ toJSON: () => 'zanzibar', toString: () => 'deploy', valueOf: () => 1 }),
  () => Object.assign(new String('deploy'), { toJSON: () => 'zanzibar' }),
  () => new Date(Number.NaN),
  () => Buffer.from('zanzibar'),
  () => cycle({}),
  () => cycle([]),
  () => Object.assign(Object.create({ zanzibar: 'zanzibar' }), { constructor: 'zanzibar' }),
];

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function cycle(on: object): unknown {
  return Object.assign(on, { 0: on, on });
}

const plain = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Make<T>> => arbitrary.map((value) => () => value);
const strange = fc.constantFrom(...STRANGE);
const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});

const numbers = fc.oneof(fc.constantFrom(0, 1, 8, 17, 32, 255, -1, 0.5), fc.nat(2000), fc.integer());
const versions = fc.stringMatching(/^v?\d{1,7}\.\d{1,2}(\.\d)?(-(beta|rc|alice)\.?\d)?(\+x)?$/);
const nameLists = fc.array(fc.constantFrom(...DECLARABLE, 'zanzibar'), { maxLength: 3 });

/** What may well be of some type: most checks are only reached by values like these. */
const likely = fc.oneof(
  fc.constantFrom(...DECLARABLE, ...KNOWN_ERRORS, ...NEARLY),
  fc.constantFrom('linux', 'amd64', 'success', 'nodejs', 'opentelemetry', 'commandspan', 'gitlab', 'docker'),
  fc.boolean(),
  numbers,
  versions,
  nameLists,
  fc.constantFrom('3b241101-e2bb-4255-8caf-4136c566a962', 'f'.repeat(64), 'F'.repeat(64)),
);

/** Makes values of anything. */
export const values: fc.Arbitrary<Make> = fc.oneof(
  { weight: 5, arbitrary: plain(likely) },
  { weight: 3, arbitrary: strange },
  { weight: 2, arbitrary: plain(anything) },
);

const ourKeys = Object.values(RECORDED).flatMap((rules) => Object.keys(rules));
const keys = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ourKeys) },
  { weight: 2, arbitrary: fc.constantFrom('acme.a', 'acme.b', 'acme.constructor', 'x.y') },
  { weight: 1, arbitrary: fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'on') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

/** Attributes with values that look like theirs. */
const entries: fc.Arbitrary<[string, Make]> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(keys, values) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('cli.cpus', 'process.exit.code', 'acme.a'), plain(numbers)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('os.version', 'service.version', 'acme.b'), plain(versions)),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant('cli.flags'), plain(nameLists)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('cli.flags'), strange) },
);

/** Makes attributes of any kind: plain, without a prototype, with getters, proxies, or no object at all. */
export const attributesOf: fc.Arbitrary<Make> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .array(entries, { maxLength: 12 })
      .map((pairs) => () => Object.fromEntries(pairs.map(([key, make]) => [key, make()]))),
  },
  {
    weight: 1,
    arbitrary: fc.array(keys, { maxLength: 3 }).map((list) => () => {
      const found = Object.create(null) as object;
      const trap = { get: throwing, enumerable: true, configurable: true };
      for (const key of list) Object.defineProperty(found, key, trap);
      return found;
    }),
  },
  { weight: 1, arbitrary: strange },
);

const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: length, maxLength: length });

function ids(length: number): fc.Arbitrary<Make> {
  const good = hex(length);
  return fc.oneof(
    { weight: 20, arbitrary: plain(good) },
    {
      weight: 1,
      arbitrary: plain(fc.constantFrom('0'.repeat(length), 'A'.repeat(length), '', undefined, null)),
    },
    { weight: 1, arbitrary: good.map((id) => () => ({ toString: () => id, zanzibar: 'zanzibar' })) },
    { weight: 1, arbitrary: good.map((id) => () => [id]) },
    { weight: 1, arbitrary: good.map((id) => () => `${id}\n`) },
    { weight: 1, arbitrary: strange },
  );
}

const second = fc.oneof(
  { weight: 25, arbitrary: plain(fc.integer({ min: 0, max: 4_000_000_000 })) },
  {
    weight: 1,
    arbitrary: plain(fc.constantFrom(-1, 0.5, 18_446_744_073, 2 ** 53 - 1, 1e300, '7', [7], 7n, {})),
  },
  { weight: 1, arbitrary: strange },
);
const nanosecond = fc.oneof(
  { weight: 25, arbitrary: fc.integer({ min: 0, max: 999_999_999 }) },
  { weight: 1, arbitrary: fc.constantFrom(1_000_000_000, -1, 0.5, undefined) },
);
const times: fc.Arbitrary<Make> = fc.oneof(
  {
    weight: 25,
    arbitrary: fc.tuple(second, nanosecond).map(([make, nanos]) => () => [make(), nanos]),
  },
  { weight: 1, arbitrary: strange },
  {
    weight: 1,
    arbitrary: plain(fc.constantFrom(undefined, 1_798_761_600_000, '2027-01-01', new Date(0), [])),
  },
);

/** Makes an object out of what makes its parts. */
const objects = (
  parts: Readonly<Record<string, fc.Arbitrary<Make>>>,
  requiredKeys?: readonly string[],
): fc.Arbitrary<Make> =>
  fc
    .record(parts, requiredKeys && { requiredKeys: [...requiredKeys] })
    .map((made) => () => Object.fromEntries(Object.entries(made).map(([key, make]) => [key, make()])));

const flags = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(Number.NaN, 2 ** 40, 'x', undefined, 1n),
);
const contexts = objects({
  traceId: ids(32),
  spanId: ids(16),
  traceFlags: plain(flags),
  traceState: fc.constant(() => ({ serialize: () => 'zanzibar=zanzibar' })),
  isRemote: plain(fc.boolean()),
});

/** A context that answers otherwise when it is asked again. */
const fickle = fc.tuple(contexts, contexts).map((makes) => () => {
  let asked = -1;
  return () => {
    asked += 1;
    return makes[asked % 2]?.();
  };
});

const spanContext: fc.Arbitrary<Make> = fc.oneof(
  { weight: 20, arbitrary: contexts.map((make) => () => make) },
  { weight: 2, arbitrary: fickle },
  {
    weight: 1,
    arbitrary: plain(
      fc.constantFrom(
        throwing,
        undefined,
        () => undefined,
        () => null,
        'zanzibar',
      ),
    ),
  },
);

const counts = plain(
  fc.oneof(fc.nat(9), fc.constantFrom(2 ** 32, 2 ** 53 - 1, -1, 0.5, Number.NaN, '7', 7n, undefined)),
);
const lists: fc.Arbitrary<Make> = fc.oneof(
  fc
    .array(objects({ name: values, attributes: attributesOf, context: contexts, time: times }), {
      maxLength: 2,
    })
    .map((items) => () => items.map((make) => make())),
  plain(
    fc.constantFrom(undefined, null, 'zanzibar', { length: 7 }, { length: 'zanzibar' }, { length: 2 ** 40 }),
  ),
);
const status: fc.Arbitrary<Make> = fc.oneof(
  objects({ code: plain(fc.constantFrom<unknown>(0, 1, 2, 3, '2', 'zanzibar', undefined)), message: values }),
  plain(fc.constantFrom(undefined, null, 'zanzibar')),
);
const parent = fc.oneof(
  { weight: 5, arbitrary: fc.constant(() => undefined) },
  { weight: 5, arbitrary: contexts },
  { weight: 1, arbitrary: strange },
);

/** Makes spans as no SDK does, and as some does: only its ids and times are always a part of them. */
export const spans: fc.Arbitrary<Make<ReadableSpan>> = objects(
  {
    spanContext,
    startTime: times,
    endTime: times,
    parentSpanContext: parent,
    duration: times,
    name: values,
    kind: values,
    status,
    attributes: attributesOf,
    events: lists,
    links: lists,
    droppedAttributesCount: counts,
    droppedEventsCount: counts,
    droppedLinksCount: counts,
    ended: values,
    // What is taken from nowhere, and what older versions had.
    resource: objects({ attributes: attributesOf, schemaUrl: values }),
    instrumentationScope: objects({
      name: values,
      version: values,
      schemaUrl: values,
      attributes: attributesOf,
    }),
    instrumentationLibrary: objects({ name: values, version: values }),
    parentSpanId: ids(16),
    toJSON: fc.constant(() => () => 'zanzibar'),
  },
  ['spanContext', 'startTime', 'endTime'],
) as fc.Arbitrary<Make<ReadableSpan>>;
