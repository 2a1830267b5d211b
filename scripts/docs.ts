/**
 * Writes what is generated of the documentation: the tables of docs/recorded.md, and the page of the example tool. With
 * `--check` writes nothing, and fails when something is out of date.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describeCatalog } from '../src/dictionary/describe-attributes.ts';
import { firstDifference } from '../src/dictionary/first-difference.ts';
import { formatAttributes } from '../src/dictionary/format-attributes.ts';
import { asGenerated, replacePart } from '../src/dictionary/generated-part.ts';
import { describeDifference } from '../src/dictionary/update-file.ts';

const root = new URL('..', import.meta.url).pathname;
const isCheck = process.argv.includes('--check');

writeRecorded('docs/recorded.md');
writePage('examples/acme/TELEMETRY.md');

function writeRecorded(file: string): void {
  const found = readFileSync(root + file, 'utf8');
  const expected = replacePart(found, asGenerated(formatAttributes(describeCatalog()), 'npm run docs'));
  const difference = firstDifference(found, expected);
  if (difference === undefined) return;
  if (isCheck) {
    console.error(describeDifference(file, difference).join('\n'));
    process.exitCode = 1;
  } else {
    writeFileSync(root + file, expected);
  }
}

/** As every vendor does it: acme telemetry manifest --json | npx commandspan page TELEMETRY.md */
function writePage(file: string): void {
  const acme = [`${root}examples/acme/acme.js`, 'telemetry', 'manifest', '--json'];
  const manifest = execFileSync(process.execPath, acme, { encoding: 'utf8' });
  const page = [`${root}dist/cli.js`, 'page', file, ...(isCheck ? ['--check'] : [])];
  const { status } = spawnSync(process.execPath, page, {
    cwd: root,
    input: manifest,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exitCode = 1;
}
