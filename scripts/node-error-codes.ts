/**
 * Writes `src/span/node-error-codes.ts`: the union of the `ERR_` codes of the Node versions named on the command line
 * and of the codes in the file so far. Node publishes no such list, and a pattern would let any `ERR_MY_SECRET` through.
 *
 * Usage: node scripts/node-error-codes.ts [path to a node executable …]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const TARGET = new URL('../src/span/node-error-codes.ts', import.meta.url);
const PROGRAM = "process.stdout.write(Object.keys(require('internal/errors').codes).join(' '))";

const executables = [process.execPath, ...process.argv.slice(2)];
const previous = existsSync(TARGET) ? readFileSync(TARGET, 'utf8') : '';
const known = (previous.split('`')[3] ?? previous.split('`').at(-2) ?? '')
  .split(/\s+/)
  .filter(Boolean)
  .map((code) => `ERR_${code}`);
const found = executables.flatMap((executable) =>
  execFileSync(executable, ['--expose-internals', '-e', PROGRAM], { encoding: 'utf8' }).split(' '),
);
const codes = [...new Set([...known, ...found])].filter((code) => /^ERR_[A-Z0-9_]+$/.test(code)).toSorted();

const lines: string[] = [];
for (const code of codes.map((name) => name.slice('ERR_'.length))) {
  const last = lines.at(-1);
  if (last !== undefined && last.length + code.length < 100) lines[lines.length - 1] = `${last} ${code}`;
  else lines.push(code);
}
writeFileSync(
  TARGET,
  `/** The codes of Node's own errors without their \`ERR_\`, in one string: parsed only when a command failed. Written by scripts/node-error-codes.ts. */\n` +
    `export const NODE_ERROR_CODES: string = \`\n${lines.join('\n')}\n\`;\n`,
);
console.log(`${codes.length} codes`);
