import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { expect } from 'chai';
import { CATALOG } from '../../../src/catalog/catalog.ts';
import { SEMANTIC_CONVENTIONS } from '../../../src/dictionary/semantic-conventions.ts';

const DEFINED = new Set(
  Object.entries(conventions)
    .filter(([name]) => name.startsWith('ATTR_'))
    .map(([, key]) => key as unknown),
);

describe('SEMANTIC_CONVENTIONS', () => {
  it('has what OpenTelemetry defines of the catalog, and nothing else', () => {
    expect(DEFINED.size).to.be.greaterThan(500);
    expect([...SEMANTIC_CONVENTIONS].toSorted()).to.deep.equal(
      [...CATALOG.keys()].filter((key) => DEFINED.has(key)).toSorted(),
    );
  });

  it('leaves a namespace to us that OpenTelemetry does not use', () => {
    const ours = [...CATALOG.keys()].filter((key) => !SEMANTIC_CONVENTIONS.has(key));
    expect(ours.every((key) => key.startsWith('cli.'))).to.equal(true);
    expect([...DEFINED].filter((key) => String(key).startsWith('cli.'))).to.deep.equal([]);
  });
});
