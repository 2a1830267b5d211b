import { expect } from 'chai';
import { namesOf, walkTree } from '../../../../src/adapters/citty/tree.ts';

describe('walkTree', () => {
  it('names a command that a getter loads, and does not load it', () => {
    let isLoaded = false;
    const main = {
      subCommands: {
        build: { args: { quick: { type: 'boolean' } } },
        get deploy() {
          isLoaded = true;
          return Promise.resolve({});
        },
      },
    };
    expect(namesOf(walkTree(main)).commands).to.deep.equal(['build', 'deploy']);
    expect(isLoaded).to.equal(false);
  });
});
