import { expect } from 'chai';
import { CATALOG } from '../../../src/catalog/catalog.ts';
import { MEANINGS } from '../../../src/catalog/meanings.ts';

const PLACES = ['resource', 'span', 'step'];

describe('CATALOG', () => {
  it('explains every attribute to the user in a sentence', () => {
    expect([...MEANINGS.keys()]).to.deep.equal([...CATALOG.keys()]);
    for (const [name, { on }] of CATALOG) {
      expect(MEANINGS.get(name)?.purpose, name).to.match(/^[A-Z].{10,}\.$/);
      expect(PLACES, name).to.include.members([...on]);
    }
  });

  it('has no attribute of the semantic conventions that holds free text or names a person or a machine', () => {
    const forbidden =
      /^(process\.(command|args|owner|pid|working)|host\.(name|id|ip|mac)|user\.|url\.|file\.|exception\.)/;
    expect([...CATALOG.keys()].filter((name) => forbidden.test(name))).to.deep.equal([]);
  });

  it('has lists that are closed, distinct and made of plain words', () => {
    for (const [name, attribute] of CATALOG) {
      if (attribute.type !== 'one-of') continue;
      expect(new Set(attribute.values).size, name).to.equal(attribute.values.length);
      for (const value of attribute.values) expect(value, name).to.match(/^[\w.-]+$/);
    }
  });

  it('puts an installation id on the resource alone', () => {
    expect(CATALOG.get('app.installation.id')?.on).to.deep.equal(['resource']);
  });
});
