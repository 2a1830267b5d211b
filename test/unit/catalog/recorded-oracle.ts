import { readFileSync } from 'node:fs';
import type { HostAttribute } from '../../../src/catalog/host-attribute.ts';
import type { NameKind } from '../../../src/catalog/attribute-type.ts';
import { DISTRO } from '../../../src/distro.ts';

/** What a host declared, as its source says it. */
export interface World {
  readonly names: Readonly<Record<NameKind, readonly string[]>>;
  readonly attributes: Readonly<Record<string, HostAttribute>>;
}

type Place = 'resource' | 'span' | 'step';
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Says whether a value, as OTLP wraps it, is what the page says. */
type Rule = (value: JsonObject, world: World) => boolean;

const VERSION =
  /^\d{1,6}(\.\d{1,6}){1,2}(-(alpha|beta|rc|canary|next|nightly|dev|preview|pre|snapshot|insiders|edge|experimental)(\.\d{1,6})?)?$/;

const text =
  (holds: (text: string, world: World) => boolean): Rule =>
  (value, world) =>
    only(value, 'stringValue') &&
    typeof value['stringValue'] === 'string' &&
    holds(value['stringValue'], world);
const whole =
  (holds: (number: number) => boolean): Rule =>
  (value) =>
    only(value, 'intValue') && Number.isSafeInteger(value['intValue']) && holds(Number(value['intValue']));
const flag: Rule = (value) => only(value, 'boolValue') && typeof value['boolValue'] === 'boolean';
const pattern = (expected: RegExp): Rule => text((given) => expected.test(given));
const oneOf = (...words: readonly string[]): Rule => text((given) => words.includes(given));
const name = (kind: NameKind, ...others: readonly string[]): Rule =>
  text((given, { names }) => names[kind].includes(given) || others.includes(given));
const names =
  (kind: NameKind): Rule =>
  (value, world) => {
    const list = value['arrayValue'];
    if (!only(value, 'arrayValue') || !isObject(list) || !only(list, 'values')) return false;
    const items = list['values'];
    return Array.isArray(items) && items.every((item: Json) => isObject(item) && name(kind)(item, world));
  };

const NAMES: Readonly<Record<string, Rule>> = {
  'the program’s name': name('host'),
  'a command’s name': name('command', '(root)', '(unknown)', '(other)'),
  'an error’s name': name('error'),
  'a list, each of them a flag’s name': names('flag'),
  'a version: its numbers, and a known channel as in `1.2.0-beta.3`': pattern(VERSION),
  'a version: its first two numbers': pattern(/^\d{1,6}\.\d{1,6}$/),
  'a random id': pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  '`true` or `false`': flag,
};

const PLACES: Readonly<Record<string, Place>> = {
  Resource: 'resource',
  'Command span': 'span',
  Step: 'step',
};

/**
 * The tables of `docs/recorded.md`, taken at their word: what an attribute may hold is read out of the sentence that a
 * user reads, and not out of the catalog.
 */
export const RECORDED: Readonly<Record<Place, Readonly<Record<string, Rule>>>> = readPage();

function readPage(): Record<Place, Record<string, Rule>> {
  const page = readFileSync(new URL('../../../docs/recorded.md', import.meta.url), 'utf8');
  const lines = page.split('\n');
  const found: Record<Place, Record<string, Rule>> = { resource: {}, span: {}, step: {} };
  for (const section of page.split(/^### /m).slice(1)) {
    const place = PLACES[/^[^:\n]+/.exec(section)?.[0] ?? ''];
    if (place === undefined) continue;
    for (const [, key = '', value = ''] of section.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)) {
      found[place][key] = readRule(
        value,
        lines.find((line) => line.startsWith(`- \`${key}\`: `)),
      );
    }
  }
  return found;
}

function readRule(value: string, longList: string | undefined): Rule {
  const words = [...(longList?.replace(/^.*?: /, '') ?? value).matchAll(/`([^`]+)`/g)].map(
    ([, word = '']) => word,
  );
  if (/a number, rounded down to/.test(longList ?? value)) {
    return whole((number) => words.includes(String(number)));
  }
  if (value.startsWith('a whole number from')) {
    const [min, max] = words.map(Number);
    return whole((number) => number >= Number(min) && number <= Number(max));
  }
  const rule =
    NAMES[value] ??
    (/^(one of \d+, |`[^`]+`$|(`[^`]+`(, | or )?)+$)/.test(value) ? oneOf(...words) : undefined);
  if (rule === undefined) throw new Error(`docs/recorded.md says nothing that can be checked: ${value}`);
  return rule;
}

/** The types of `docs/privacy.md`, for attributes of a host's own. */
const TYPES: Readonly<Record<HostAttribute['type'], (attribute: never) => Rule>> = {
  'one-of': ({ values }: { values: readonly string[] }) => oneOf(...values),
  boolean: () => flag,
  integer: ({ min, max }: { min: number; max: number }) => whole((value) => value >= min && value <= max),
  bucket:
    ({ bounds }: { bounds: readonly number[] }) =>
    (value, world) =>
      whole((given) => bounds.includes(given))(value, world) ||
      (only(value, 'doubleValue') && bounds.includes(Number(value['doubleValue']))),
  version: () => pattern(VERSION),
  name: ({ kind }: { kind: NameKind }) =>
    name(kind, ...(kind === 'command' ? ['(root)', '(unknown)', '(other)'] : [])),
  hash: () => pattern(/^[0-9a-f]{64}$/),
};

/** Finds what a record, one `ResourceSpans` as it is stored, has that no page promises; empty for a good one. */
export function complaintsAbout(record: string, world: World): string[] {
  const complaints: string[] = [];
  const complain = (path: string, found: unknown): void => {
    complaints.push(`${path}: ${JSON.stringify(found)?.slice(0, 200)}`);
  };
  const shape: Shape = { world, complain };
  if (!/^[\x20-\x7e]*$/.test(record)) complain('bytes', record);
  const root = JSON.parse(record) as Json;
  // Nothing hides in a key that comes twice, or in spaces.
  if (JSON.stringify(root) !== record) complain('text', record);
  checkResourceSpans(root, shape);
  return complaints;
}

interface Shape {
  readonly world: World;
  readonly complain: (path: string, found: unknown) => void;
}

function checkResourceSpans(root: Json, shape: Shape): void {
  if (!isObject(root) || !only(root, 'resource', 'scopeSpans')) return shape.complain('ResourceSpans', root);
  const { resource, scopeSpans } = root;
  if (!isObject(resource) || !only(resource, 'attributes', 'droppedAttributesCount')) {
    return shape.complain('resource', resource);
  }
  if (resource['droppedAttributesCount'] !== 0) shape.complain('resource.droppedAttributesCount', resource);
  checkAttributes(resource['attributes'], 'resource', shape);
  if (!Array.isArray(scopeSpans) || scopeSpans.length !== 1) return shape.complain('scopeSpans', scopeSpans);
  checkScopeSpans(scopeSpans[0], valueOf(resource['attributes'], 'service.name'), shape);
}

function checkScopeSpans(found: Json, host: string | undefined, shape: Shape): void {
  if (!isObject(found) || !only(found, 'scope', 'spans')) return shape.complain('scopeSpans', found);
  const scope = JSON.stringify({ name: 'commandspan', version: DISTRO.version });
  if (JSON.stringify(found['scope']) !== scope) shape.complain('scope', found['scope']);
  const { spans } = found;
  if (!Array.isArray(spans) || spans.length === 0) return shape.complain('spans', spans);
  for (const span of spans) checkSpan(span, host, shape);
}

const FIELDS: Readonly<Record<string, (value: Json) => boolean>> = {
  traceId: (value) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value) && !/^0+$/.test(value),
  spanId: isSpanId,
  parentSpanId: isSpanId,
  name: (value) => typeof value === 'string',
  kind: (value) => value === 1,
  startTimeUnixNano: isTime,
  endTimeUnixNano: isTime,
  attributes: (value) => Array.isArray(value),
  droppedAttributesCount: isCount,
  events: isEmpty,
  droppedEventsCount: isCount,
  status: (value) => ['{"code":0}', '{"code":2}'].includes(JSON.stringify(value)),
  links: isEmpty,
  droppedLinksCount: isCount,
  // Whether it is sampled, and whether its parent is of another process, which is always known.
  flags: (value) => [256, 257, 768, 769].some((flags) => flags === value),
};

function checkSpan(span: Json, host: string | undefined, shape: Shape): void {
  if (!isObject(span)) return shape.complain('span', span);
  for (const [field, value] of Object.entries(span)) {
    if (FIELDS[field]?.(value) !== true) shape.complain(`span.${field}`, value);
  }
  const missing = Object.keys(FIELDS).filter((field) => field !== 'parentSpanId' && !(field in span));
  if (missing.length > 0) shape.complain('span lacks', missing);
  const place = placeOf(span, shape);
  checkAttributes(span['attributes'], place, shape);
  const command = valueOf(span['attributes'], 'cli.command');
  const expected =
    place === 'step'
      ? [...shape.world.names.step, '(root)', '(unknown)', '(other)']
      : [spanName(host, command)];
  if (!expected.some((called) => called === span['name'])) shape.complain(`name of a ${place}`, span['name']);
}

/** A step's parent is of its own process. */
function placeOf(span: Readonly<Record<string, Json>>, shape: Shape): Place {
  const isRemote = Number(span['flags']) >= REMOTE;
  if (isRemote && !('parentSpanId' in span)) shape.complain('flags without a parent', span['flags']);
  return 'parentSpanId' in span && !isRemote ? 'step' : 'span';
}

/** OTLP: it is known whether the parent is of another process, and it is. */
const REMOTE = 768;

function spanName(host: string | undefined, command: string | undefined): string {
  const first = host ?? '(other)';
  return command === undefined || command === '(root)' ? first : `${first} ${command}`;
}

function checkAttributes(list: Json | undefined, place: Place, { world, complain }: Shape): void {
  if (!Array.isArray(list)) return complain(place, list);
  const keys = new Set<string>();
  for (const entry of list as readonly Json[]) {
    if (!isObject(entry) || !only(entry, 'key', 'value') || !isObject(entry['value'])) {
      complain(`${place}.attributes`, entry);
      continue;
    }
    const { key } = entry;
    if (typeof key !== 'string') {
      complain(`${place} key`, key);
      continue;
    }
    if (keys.has(key)) complain(`${place}, twice`, key);
    keys.add(key);
    if (ruleFor(key, place, world)?.(entry['value'], world) !== true) complain(`${place} ${key}`, entry);
  }
}

function ruleFor(key: string, place: Place, { attributes }: World): Rule | undefined {
  const rules = RECORDED[place];
  if (Object.hasOwn(rules, key)) return rules[key];
  const own = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
  return own?.on[0] === place ? TYPES[own.type](own as never) : undefined;
}

function valueOf(list: Json | undefined, key: string): string | undefined {
  if (!Array.isArray(list)) return undefined;
  const entry = (list as readonly Json[]).find((item) => isObject(item) && item['key'] === key);
  const value = isObject(entry) ? entry['value'] : undefined;
  return isObject(value) && typeof value['stringValue'] === 'string' ? value['stringValue'] : undefined;
}

function only(object: JsonObject, ...keys: readonly string[]): boolean {
  return Object.keys(object).join() === keys.join();
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSpanId(value: Json): boolean {
  return typeof value === 'string' && /^[0-9a-f]{16}$/.test(value) && !/^0+$/.test(value);
}

function isTime(value: Json): boolean {
  return typeof value === 'string' && /^\d{1,20}$/.test(value) && BigInt(value) < 2n ** 64n;
}

function isCount(value: Json): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32;
}

function isEmpty(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}
