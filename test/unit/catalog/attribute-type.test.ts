import { expect } from 'chai';
import * as fc from 'fast-check';
import { isOfType, type AttributeType, type IsDeclared } from '../../../src/catalog/attribute-type.ts';
import { CATALOG } from '../../../src/catalog/catalog.ts';

const isDeclared: IsDeclared = (kind, name) => kind === 'flag' && ['dry-run', 'region'].includes(name);

interface Row {
  readonly attribute: AttributeType;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const ROWS: readonly Row[] = [
  {
    attribute: { type: 'one-of', values: ['docker', 'git'] },
    good: ['docker', 'git'],
    bad: [
      'Docker',
      'docker ',
      '',
      'dockergit',
      ['docker'],
      0,
      undefined,
      null,
      new String('git'),
      'toString',
    ],
  },
  {
    attribute: { type: 'boolean' },
    good: [true, false],
    bad: ['true', 0, 1, null, undefined, new Boolean(true)],
  },
  {
    attribute: { type: 'integer', min: -1, max: 255 },
    good: [-1, 0, 255],
    bad: [-2, 256, 0.5, '0', NaN, Infinity, 0n, null, undefined, [1], true],
  },
  {
    attribute: { type: 'version' },
    good: ['1.2', '1.2.3', '1.2.0-beta.3', '24.0.0-nightly', '1.0.0-rc.1', '999999.0.0'],
    bad: [
      '',
      '1',
      'v1.2.3',
      '1.2.3.4',
      '1.0.0-rc1',
      '1.0.0-rc.1.2',
      '1.2.3 ',
      '1.2.3\n',
      '1.2.0-alice.smith',
      '1.2.0-beta.alice',
      '1.2.0-beta+contoso',
      '1.2.3+abc',
      '1.2.3-',
      '1.2.3.4.5',
      '1234567.0',
      '1..2',
      '١.٢',
      1.2,
      undefined,
    ],
  },
  {
    attribute: { type: 'version', numbers: 2 },
    good: ['6.1', '10.0', '24.6'],
    bad: ['6', '6.1.0', '6.1-18', '6.1-rc.1', '6.1.0-18-amd64', 'v6.1', '', 6.1],
  },
  {
    attribute: { type: 'bucket', bounds: [-10, 0, 0.5, 100] },
    good: [-10, 0, 0.5, 100],
    bad: [-11, 1, 99, 1000, '0', NaN, Infinity, 0n, null, [0]],
  },
  {
    attribute: { type: 'hash' },
    good: ['0123456789abcdef'.repeat(4)],
    bad: [
      '0123456789ABCDEF'.repeat(4),
      'a'.repeat(63),
      'a'.repeat(65),
      `${'a'.repeat(64)}\n`,
      'git.example',
      7,
    ],
  },
  {
    attribute: { type: 'uuid' },
    good: ['3b241101-e2bb-4255-8caf-4136c566a962'],
    bad: [
      '3B241101-E2BB-4255-8CAF-4136C566A962',
      '3b241101e2bb42558caf4136c566a962',
      'secret-3b241101-e2bb-4255-8caf-4136c566a962',
      '3b241101-e2bb-4255-8caf-4136c566a962 ',
      '3b241101-e2bb-4255-8caf-4136c566a96g',
      '',
      7,
    ],
  },
  {
    attribute: { type: 'name', kind: 'flag' },
    good: ['dry-run'],
    bad: ['dry-run ', 'DRY-RUN', 'secret', '', ['dry-run'], undefined, { toString: () => 'dry-run' }],
  },
  {
    attribute: { type: 'names', kind: 'flag' },
    good: [['dry-run'], ['dry-run', 'region'], []],
    bad: [
      'dry-run',
      ['dry-run', 'secret'],
      [['dry-run']],
      [undefined],
      { 0: 'dry-run', length: 1 },
      undefined,
    ],
  },
];

describe('isOfType', () => {
  for (const { attribute, good, bad } of ROWS) {
    for (const [index, value] of good.entries()) {
      it(`lets ${JSON.stringify(value)} through as ${attribute.type} (${index})`, () => {
        expect(isOfType(value, attribute, isDeclared)).to.equal(true);
      });
    }
    for (const [index, value] of bad.entries()) {
      it(`does not let value ${index} of the bad ones through as ${attribute.type}`, () => {
        expect(isOfType(value, attribute, isDeclared)).to.equal(false);
      });
    }
  }

  it('asks for the kind of name that the attribute holds', () => {
    expect(isOfType('dry-run', { type: 'name', kind: 'command' }, isDeclared)).to.equal(false);
  });

  it('lets nothing through for a type that it does not know', () => {
    const attribute = { type: 'text' } as unknown as AttributeType;
    expect(isOfType('anything', attribute, () => true)).to.equal(false);
  });

  it('lets no arbitrary text into any attribute of the catalog', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => !/^\d{1,6}$/.test(value));
    fc.assert(
      fc.property(text, fc.constantFrom(...CATALOG.values()), (value, attribute) => {
        fc.pre(attribute.type !== 'one-of' || !attribute.values.includes(value));
        expect(isOfType(value, attribute, isDeclared)).to.equal(false);
        expect(isOfType([value], attribute, isDeclared)).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  it('lets through only values that are simple and short', () => {
    const values = fc.oneof(fc.anything({ withNullPrototype: true, withSparseArray: true }), fc.string());
    fc.assert(
      fc.property(values, fc.constantFrom(...CATALOG.values()), (value, attribute) => {
        if (!isOfType(value, attribute, isDeclared)) return;
        expect(['string', 'boolean', 'number'].includes(typeof value) || Array.isArray(value)).to.equal(true);
        expect(JSON.stringify(value).length).to.be.below(200);
        expect(JSON.stringify(value)).not.to.include('null');
      }),
      { numRuns: 500 },
    );
  });
});
