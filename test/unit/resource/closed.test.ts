import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { describeResource } from '../../../src/resource/resource.ts';
import {
  AGENTS,
  CI_VENDORS,
  ENVIRONMENT_KINDS,
  HOST_ARCHS,
  IDES,
  OS_TYPES,
  PACKAGE_MANAGERS,
  RUNTIME_NAMES,
} from '../../../src/resource/values.ts';

const LISTS: readonly (readonly [string, readonly string[]])[] = [
  ['cli.environment', ENVIRONMENT_KINDS],
  ['cli.ci', CI_VENDORS],
  ['cli.agent', AGENTS],
  ['cli.ide', IDES],
  ['cli.package_manager', PACKAGE_MANAGERS],
  ['os.type', OS_TYPES],
  ['host.arch', HOST_ARCHS],
  ['process.runtime.name', RUNTIME_NAMES],
];

const SOURCES = new URL('../../../src/resource/', import.meta.url);

/** Everything that stands in quotes in the tables: names of variables, and the values they are compared with. */
const WORDS = readdirSync(SOURCES)
  .map((file) => readFileSync(new URL(file, SOURCES), 'utf8'))
  .flatMap((text) => [...text.matchAll(/'([^'\n]+)'/g)].map(([, word = '']) => word.replace(/\*$/, '')));

const SECRET = 'Xq7-alice@corp/secret';
const word = fc.constantFrom(...new Set(WORDS));
const name = fc.oneof(word, word, fc.constantFrom('AI_AGENT', 'AGENT', 'npm_config_user_agent'), fc.string());

function describeIn(env: Record<string, string>) {
  const service = { name: 'acme', version: '1.0.0' };
  const distro = { name: 'commandspan', version: '0.1.0' };
  return describeResource({ env, service, distro, sdkVersion: '3.1.1' });
}

describe('the resource, whatever the environment', () => {
  it('reads more than a hundred variables', () => {
    expect(WORDS.filter((text) => /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(text))).to.have.length.greaterThan(100);
  });

  it('holds members of closed lists only', () => {
    const value = fc.oneof(word, fc.constantFrom('1', 'true', 'false', ''), fc.string());
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 8 }), (env) => {
        const resource = describeIn(env);
        for (const [key, list] of LISTS) expect([...list, undefined], key).to.include(resource[key]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never holds a value of it, nor a part of one', () => {
    const value = fc
      .tuple(fc.oneof(fc.constant(''), word), fc.constantFrom('', '/', '@', '_1', ' '), fc.string())
      .map(([before, separator, after]) => `${before}${separator}${SECRET}${after}`);
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 8 }), (env) => {
        expect(JSON.stringify(describeIn(env)).toLowerCase()).to.not.match(/xq7|alice|corp|secret/);
      }),
      { numRuns: 3_000 },
    );
  });
});
