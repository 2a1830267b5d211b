/**
 * Writes `src/span/node-error-codes.ts`: the union of the `ERR_` codes of the Node versions named on the command line
 * and of the codes in the file so far. Node publishes no such list, and a pattern would let any `ERR_MY_SECRET` through.
 *
 * Usage: node scripts/node-error-codes.ts [path to a node executable …]
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { NODE_ERROR_CODES } from '../src/span/node-error-codes.ts';
import { unpackWords } from '../src/span/packed-words.ts';

const TARGET = new URL('../src/span/node-error-codes.ts', import.meta.url);
const PROGRAM = "process.stdout.write(Object.keys(require('internal/errors').codes).join(' '))";

const executables = [process.execPath, ...process.argv.slice(2)];
const known = [...unpackWords(NODE_ERROR_CODES)].map((code) => `ERR_${code}`);
const found = executables.flatMap((executable) =>
  execFileSync(executable, ['--expose-internals', '-e', PROGRAM], { encoding: 'utf8' }).split(' '),
);
const codes = [...new Set([...known, ...found])].filter((code) => /^ERR_[A-Z0-9_]+$/.test(code)).toSorted();

/** Each word without the letters that it shares with the one before, their number in front: `a` for none, `b` for one. */
function pack(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    let shared = 0;
    while (shared < 25 && word[shared] === before[shared]) shared += 1;
    return String.fromCharCode('a'.charCodeAt(0) + shared) + word.slice(shared);
  });
}

const lines: string[] = [''];
for (const packed of pack(codes.map((name) => name.slice('ERR_'.length)))) {
  if (`${lines.at(-1)}${packed}`.length >= 105) lines.push('');
  lines[lines.length - 1] += packed;
}
writeFileSync(
  TARGET,
  `/** The codes of Node's own errors without their \`ERR_\`, for \`unpackWords\`. Written by scripts/node-error-codes.ts. */\n` +
    `export const NODE_ERROR_CODES: string = \`\n${lines.join('\n')}\n\`;\n`,
);
console.log(`${codes.length} codes`);
