import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describeCatalog } from '../../../src/dictionary/describe-attributes.ts';
import { formatAttributes } from '../../../src/dictionary/format-attributes.ts';
import { asGenerated, cutAtMarkers } from '../../../src/dictionary/generated-part.ts';

const PAGE = readFileSync(new URL('../../../docs/recorded.md', import.meta.url), 'utf8');

describe('docs/recorded.md', () => {
  it('has the tables of the catalog, as `npm run docs` writes them', () => {
    const expected = asGenerated(formatAttributes(describeCatalog()), 'npm run docs');
    expect(cutAtMarkers(PAGE).part).to.equal(`${expected}\n`);
  });
});
