import * as fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { attribute } from '../../../src/catalog/attribute.ts';
import type { HostAttribute } from '../../../src/catalog/host-attribute.ts';
import { describeHost } from '../../../src/dictionary/describe-host.ts';
import type { Manifest } from '../../../src/dictionary/manifest.ts';
import { acmeHost } from '../support/hosts.ts';

/** One attribute of every type and place that a host can declare. */
export const OWN_ATTRIBUTES: Readonly<Record<string, HostAttribute>> = {
  'acme.template': attribute.oneOf(['python', 'node'], 'Which templates are worth keeping.'),
  'acme.region': attribute.oneOf(
    Array.from({ length: 20 }, (_, index) => `eu-${index}`),
    'Which regions need machines.',
    { on: 'resource' },
  ),
  'acme.cached': attribute.boolean('Whether the cache helps.'),
  'acme.retries': attribute.count(10, 'How reliable uploads are.', { on: 'step' }),
  'acme.files': attribute.bucket([0, 10, 100], 'How large projects are.'),
  'acme.ratio': attribute.bucket([0.5, 1], 'How well it packs.'),
  'acme.runtime': attribute.version('Which runtimes functions are written for.', { on: 'resource' }),
  'acme.last': attribute.name('command', 'What people do next.'),
  'acme.project': attribute.hash('Tells ten runs in one project from runs in ten projects.'),
};

/** Names out of a framework's tree. */
export const TREE: { readonly commands: readonly string[]; readonly flags: readonly string[] } = {
  commands: ['(root)', 'deploy', 'deploy function'],
  flags: ['help', 'force'],
};

/** Describes a host called acme. */
export function describeAcme(options: Record<string, unknown> = {}, names: typeof TREE = TREE): Manifest {
  return describeHost(acmeHost(options), { verbs: 'acme telemetry', names });
}

/** What means something in Markdown, in HTML, in YAML, to a terminal, or to us. */
const NASTY: readonly string[] = [
  String.raw`| \ * _ [x](y) <b> <!-- --> &amp; ~~ --- # - : " ' null {{ https://a_b.c www.a_b.c 1. $x$ 😀 a b`.split(
    ' ',
  ),
  ['`', '``', ' ', '\n', '\r\n', '\t', '\u2028', '\u0085', '\u001b[31m'],
  ['<!-- commandspan: end -->', '\n<!-- commandspan: end -->\n'],
].flat();

/** Any purpose. */
const anyPurpose: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.array(fc.constantFrom(...NASTY), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
  )
  .filter((text) => text.trim() !== '');

const word = fc.stringMatching(/^[\w.:@/+-]{1,64}$/);
/** What OTLP has room for. JSON has no negative zero. */
const finite = fc
  .double({ noNaN: true, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
  .map((number) => number + 0);

/** Any attribute that the builders make. */
const anyAttribute: fc.Arbitrary<HostAttribute> = fc.oneof(
  fc
    .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 30 }), anyPurpose)
    .map(([values, purpose]) => attribute.oneOf(values, purpose)),
  anyPurpose.map((purpose) => attribute.boolean(purpose, { on: 'resource' })),
  fc
    .tuple(fc.integer({ min: 1, max: 1000 }), anyPurpose)
    .map(([max, purpose]) => attribute.count(max, purpose)),
  fc.tuple(fc.uniqueArray(finite, { minLength: 2, maxLength: 20 }), anyPurpose).map(([bounds, purpose]) =>
    attribute.bucket(
      bounds.toSorted((a, b) => a - b),
      purpose,
    ),
  ),
  anyPurpose.map((purpose) => attribute.version(purpose, { on: 'step' })),
  anyPurpose.map((purpose) => attribute.name('flag', purpose)),
  anyPurpose.map((purpose) => attribute.hash(purpose)),
);

/** Any manifest that a host can have. */
export const anyManifest: fc.Arbitrary<Manifest> = fc
  .record({
    attributes: fc.dictionary(fc.stringMatching(/^acme\.[a-z][a-z0-9_]{0,8}$/), anyAttribute, { maxKeys: 6 }),
    commands: fc.array(fc.stringMatching(/^[\w.:@/+-]{1,20}( [\w.:@/+-]{1,20}){0,2}$/), { maxLength: 4 }),
    steps: fc.array(word, { maxLength: 3 }),
    errors: fc.array(word, { maxLength: 3 }),
    identity: fc.constantFrom('rotating', 'stable', 'none'),
    consent: fc.constantFrom('opt-in', 'opt-out'),
    notice: fc.oneof(
      fc.constant({ version: 2 }),
      fc.record({ elsewhere: fc.webUrl({ withFragments: true, withQueryParameters: true }) }),
    ),
    variables: fc.dictionary(
      fc.stringMatching(/^[A-Z][A-Z_]{0,10}$/),
      fc.constantFrom('enables', 'disables'),
    ),
  })
  .map((options) => describeAcme(options));

/** What a table of a page says of one attribute. */
export interface Row {
  readonly key: string;
  readonly value: string;
  /** What stands as code among the value; of a long list, what stands below. */
  readonly values: readonly string[];
  readonly why: string;
  readonly example: readonly string[];
}

const PLACES: Readonly<Record<string, string>> = {
  Resource: 'resource',
  'Command span': 'span',
  Step: 'step',
};

/** Reads the attributes of a page back, place by place, with a parser that knows nothing of ours. */
export function readPage(markdown: string): Readonly<Record<string, readonly Row[]>> {
  const tokens = marked.lexer(markdown);
  const lists = readLists(tokens);
  const places: Record<string, Row[]> = {};
  let heading = '';
  for (const token of tokens) {
    if (token.type === 'heading') heading = textOf((token as Tokens.Heading).tokens);
    const place = PLACES[heading.split(':')[0] ?? ''];
    if (token.type !== 'table' || place === undefined) continue;
    places[place] = (token as Tokens.Table).rows.map((row) => readRow(row, lists));
  }
  return places;
}

function readRow(row: readonly Tokens.TableCell[], lists: ReadonlyMap<string, readonly string[]>): Row {
  const [key, value, why, example] = row.map(({ tokens }) => tokens);
  const name = textOf(key ?? []);
  return {
    key: name,
    value: textOf(value ?? []),
    values: lists.get(name) ?? codesOf(value ?? []),
    why: textOf(why ?? []),
    example: codesOf(example ?? []),
  };
}

function readLists(tokens: readonly Token[]): Map<string, readonly string[]> {
  const start = tokens.findIndex(
    (token) => token.type === 'heading' && textOf(tokensOf(token)) === 'Long lists',
  );
  const list = start === -1 ? undefined : tokens.slice(start).find(({ type }) => type === 'list');
  const items = (list as Tokens.List | undefined)?.items ?? [];
  return new Map(
    items.map((item) => {
      const [key = '', ...values] = codesOf(item.tokens);
      return [key, values];
    }),
  );
}

/** The words that a reader sees. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      const inner = tokensOf(token);
      return inner.length > 0 ? textOf(inner) : unescape('text' in token ? String(token.text) : token.raw);
    })
    .join('');
}

function codesOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) =>
    token.type === 'codespan' ? [unescape((token as Tokens.Codespan).text)] : codesOf(tokensOf(token)),
  );
}

function tokensOf(token: Token): readonly Token[] {
  return 'tokens' in token && token.tokens !== undefined ? token.tokens : [];
}

/** The parser gives text as HTML has it. */
function unescape(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
}
