import { expect } from 'chai';
import fc from 'fast-check';
import { parseArgs } from 'citty';
import { parseArgs as parseArgsOf01 } from 'citty-0.1';
import type { Arguments } from '../../../../src/adapters/citty/definition.ts';
import { readTyped } from '../../../../src/adapters/citty/typed.ts';
import { findWrong } from '../../../../src/adapters/citty/usage-errors.ts';

const ARGUMENTS: Arguments = {
  name: { type: 'positional' },
  mode: { type: 'string', alias: ['m', 'kind'] },
  quick: { type: 'boolean', alias: 'q' },
  dryRun: { type: 'boolean' },
  'log-level': { type: 'string' },
  more: { type: 'positional', required: false },
};

/** Words of a command line: every flag in every form, what is no flag, and what only looks like one. */
const WORDS =
  '--mode=x -m=x --kind=x --quick -q --no-quick --dry-run --dryRun --log-level=3 --logLevel=3 word another -- --unknown --no-unknown -u -';
const WORD = fc.constantFrom(...WORDS.split(' ').map((word) => [word]));
/** A flag and its value, where citty's versions agree on what that is. */
const PAIR = fc.constantFrom(
  ['--mode', 'x'],
  ['-m', 'x'],
  ['--kind', 'x'],
  ['--log-level', '3'],
  ['-qm', 'x'],
);
const LINE = fc.array(fc.oneof(WORD, PAIR), { maxLength: 6 }).map((parts) => parts.flat());

/** What citty itself has found; `undefined` where it refuses to parse. */
function parse(parser: typeof parseArgs, line: string[]): Record<string, unknown> | undefined {
  try {
    // citty 0.1 empties the lists of aliases that it has used.
    return parser(line.slice(), structuredClone(ARGUMENTS) as Parameters<typeof parseArgs>[1]);
  } catch {
    return undefined;
  }
}

for (const [version, parser] of [
  ['0.1', parseArgsOf01 as unknown as typeof parseArgs],
  ['0.2', parseArgs],
] as const) {
  describe(`what was typed, as citty ${version} reads it`, () => {
    it('holds the flags that citty has found, and no other', () => {
      fc.assert(
        fc.property(LINE, (line) => {
          const parsed = parse(parser, line.concat('word', 'word'));
          fc.pre(parsed !== undefined);
          const { flags } = readTyped(line, ARGUMENTS);
          const found = ['mode', 'quick', 'dryRun', 'log-level'].filter(
            (name) => parsed?.[name] !== undefined,
          );
          expect(new Set([...flags].map((flag) => flag.replace(/^no-/, '')))).to.deep.equal(new Set(found));
        }),
        { numRuns: 2000 },
      );
    });

    it('is wrong where citty refuses it', () => {
      fc.assert(
        fc.property(LINE, (line) => {
          // What stands behind these is a value to one version, and a word to the other.
          fc.pre(!line.some((word) => /unknown|^-u$|^--$|^-$|^--dry-run$/.test(word)));
          const isRefused = parse(parser, line) === undefined;
          expect(findWrong(readTyped(line, ARGUMENTS), ARGUMENTS)).to.equal(
            isRefused ? 'missing_argument' : undefined,
          );
        }),
        { numRuns: 2000 },
      );
    });
  });
}
