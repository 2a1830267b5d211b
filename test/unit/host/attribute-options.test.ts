import { expect } from 'chai';
import { attribute } from '../../../src/catalog/attribute.ts';
import { CATALOG } from '../../../src/catalog/catalog.ts';
import { parseAttributes } from '../../../src/host/attribute-options.ts';

const WHY = 'Why it is recorded.';
const flag = attribute.boolean(WHY);

const parse = (attributes: unknown): unknown => parseAttributes(attributes, 'attributes');

describe('parseAttributes', () => {
  for (const key of [
    'template',
    '',
    '.',
    'acme.',
    '.template',
    'acme..template',
    'Acme.template',
    'acme.Template',
    'acme template',
    'acme.tem-plate',
    'acme.1st',
    'acme.template\n',
    'acme.a.b.c.d.e',
    `acme.${'x'.repeat(33)}`,
    'constructor',
    '__proto__',
    'acme.__proto__',
    'toString',
    'ácme.template',
  ]) {
    it(`refuses the key ${JSON.stringify(key)}`, () => {
      // With an own key `__proto__`, as JSON.parse gives it.
      const attributes: unknown = Object.fromEntries([[key, flag]]);
      expect(() => parse(attributes)).to.throw(TypeError, 'option "attributes": expected keys');
    });
  }

  for (const key of [...CATALOG.keys(), 'host.name', 'user.id', 'cli.template', 'vcs.ref']) {
    it(`refuses the key ${key}, whose namespace has a meaning`, () => {
      expect(() => parse({ [key]: flag })).to.throw(TypeError, 'semantic conventions');
    });
  }

  for (const key of [
    'acme.template',
    'a.b',
    'acme.a.b.c.d',
    'acme.constructor',
    'application.size',
    'x_1.y_2',
  ]) {
    it(`takes the key ${key}`, () => {
      expect(parse({ [key]: flag })).to.have.own.property(key);
    });
  }

  for (const [title, value] of [
    ['a word', 'boolean'],
    ['a type', { type: 'boolean' }],
    ['free text', { type: 'text', on: ['span'], purpose: WHY }],
    ['a function', () => flag],
    ['a list without words', { type: 'one-of', on: ['span'], purpose: WHY }],
    ['a list that takes all', { ...attribute.oneOf(['a'], WHY), values: { includes: () => true } }],
    ['a purpose that is missing', { ...flag, purpose: undefined }],
    ['nothing', undefined],
    ['null', null],
  ] as const) {
    it(`refuses ${title} for a value, and says under which key`, () => {
      expect(() => parse({ 'acme.x': value })).to.throw(
        TypeError,
        'option "attributes["acme.x"]": expected what a function of `attribute` returns',
      );
    });
  }

  for (const value of [[flag], 'acme', 7, null]) {
    it(`refuses ${JSON.stringify(value)?.slice(0, 20)} for all of them`, () => {
      expect(() => parse(value)).to.throw(TypeError, 'an object');
    });
  }

  it('takes a hundred and no more', () => {
    const many = (count: number): unknown =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`acme.a${index}`, flag]));
    expect(Object.keys(Object(parse(many(100))))).to.have.lengthOf(100);
    expect(() => parse(many(101))).to.throw(TypeError, 'at most 100 attributes, got 101');
  });

  it('does not change with what the host does afterwards', () => {
    const own = { ...attribute.oneOf(['python'], WHY), values: ['python'] };
    const given: Record<string, unknown> = { 'acme.template': own };
    const parsed = parse(given) as Record<string, { readonly values: readonly string[] }>;
    own.values.push('alice');
    given['acme.note'] = flag;
    expect(Object.keys(parsed)).to.deep.equal(['acme.template']);
    expect(parsed['acme.template']?.values).to.deep.equal(['python']);
    expect(Object.isFrozen(parsed)).to.equal(true);
  });

  it('knows no key that every object has', () => {
    const parsed = parse({ 'acme.x': flag }) as Record<string, unknown>;
    expect(['constructor', 'toString', '__proto__'].filter((key) => key in parsed)).to.deep.equal([]);
  });
});
