import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import { packageName } from '../../../src/project/package-name.ts';
import { useFolder } from '../support/folder.ts';

describe('packageName', () => {
  const folder = useFolder();

  const makeFolder = (name: string): string => {
    mkdirSync(folder.at(name), { recursive: true });
    return folder.at(name);
  };

  it('finds the name in a folder of the package', () => {
    folder.write('engine/package.json', '{ "name": "@acme/engine", "version": "1.0.0" }');
    expect(packageName(folder.at('engine'))).to.equal('@acme/engine');
    expect(packageName(makeFolder('engine/src/deep'))).to.equal('@acme/engine');
  });

  it('takes the nearest of several', () => {
    folder.write('outer/package.json', '{ "name": "outer" }');
    folder.write('outer/packages/inner/package.json', '\uFEFF{ "name": "inner" }');
    expect(packageName(folder.at('outer/packages/inner'))).to.equal('inner');
    expect(packageName(folder.at('outer/packages'))).to.equal('outer');
  });

  it('passes over a file that only marks a folder', () => {
    folder.write('engine/package.json', '{ "name": "engine" }');
    folder.write('engine/dist/package.json', '{ "type": "module" }');
    expect(packageName(folder.at('engine/dist'))).to.equal('engine');
    for (const name of ['7', '""', 'null', '{}']) {
      folder.write('engine/dist/package.json', `{ "name": ${name} }`);
      expect(packageName(folder.at('engine/dist')), name).to.equal('engine');
    }
  });

  for (const text of ['', '{', '[]', '"engine"', 'null', `{ "name": "engine"${' '.repeat(1_048_576)}}`]) {
    it(`knows nothing where the nearest file is ${JSON.stringify(text.slice(0, 20))}`, () => {
      folder.write('package.json', '{ "name": "outer" }');
      folder.write('engine/package.json', text);
      expect(packageName(folder.at('engine'))).to.equal(undefined);
    });
  }

  it('does not take a name that is inherited', () => {
    folder.write('package.json', '{ "name": "outer" }');
    folder.write('engine/package.json', '{ "__proto__": { "name": "inner" } }');
    expect(packageName(folder.at('engine'))).to.equal('outer');
  });

  it('never throws', () => {
    const hostile: unknown[] = [folder.at('gone'), '', '\0', 7, {}];
    for (const given of hostile) expect(packageName(given as string)).to.equal(undefined);
    mkdirSync(folder.at('engine/package.json'), { recursive: true });
    folder.write('package.json', '{ "name": "outer" }');
    expect(packageName(folder.at('engine')), 'a folder of that name').to.equal('outer');
  });
});
