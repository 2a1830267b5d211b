import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { FRAMEWORKS } from './frameworks.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What the package says of itself. */
const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  peerDependencies: Record<string, string>;
};

/** The rows of the README's table: framework, entry, versions. */
const ROWS = [
  ...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(
    /^\| \[([^\]]+)\]\(docs\/adapters\.md[^)]*\) +\| `commandspan\/([a-z-]+)` +\| ([^|]+?) +\|/gm,
  ),
].map(([, name = '', entry = '', versions = '']) => [name, { entry, versions }] as const);

describe('the table of frameworks in the README', () => {
  it('has a row for every framework that is tested, and for no other', () => {
    expect(ROWS.map(([name]) => name).toSorted()).to.deep.equal(
      FRAMEWORKS.map(({ name }) => name).toSorted(),
    );
  });

  for (const { name, host, versions } of FRAMEWORKS) {
    it(`names the oldest and the newest version of ${name} that are tested`, () => {
      const tested = Object.keys(versions);
      const [oldest = '', newest = ''] = [tested[0], tested.at(-1)];
      expect(Object.fromEntries(ROWS)[name]).to.deep.equal({
        entry: host.replace(/(\.js|\/.*)$/, ''),
        versions: oldest === newest ? oldest : `${oldest} to ${newest}`,
      });
    });

    it(`lets no older version of ${name} be installed beside the package than is tested`, () => {
      const [oldest = ''] = Object.keys(versions);
      const range = peerDependencies[name] ?? peerDependencies[`@${name}/core`];
      // What comes with Node is no package.
      if (/\d/.test(oldest)) expect(range).to.match(new RegExp(`^>=${oldest.replaceAll('.', '\\.')}(\\.|$)`));
    });
  }
});
