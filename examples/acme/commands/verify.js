import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { ChecksumMismatch, ChecksumUnreadable } from '../errors.js';
import { digestFile } from '../lib/digest.js';
import { statInput } from '../lib/walk.js';

export function verifyCommand() {
  return new Command('verify')
    .description('compare a file with the checksum in <file>.sha256')
    .argument('<file>')
    .action(verify);
}

/** @param {string} file */
async function verify(file) {
  await statInput(file);
  const expected = await readChecksum(`${file}.sha256`);
  const actual = await digestFile(file, 'sha256');
  if (actual !== expected) throw new ChecksumMismatch(`${file} is ${actual}, expected ${expected}`);
  console.log(`${file}: OK`);
}

/**
 * Reads what `acme hash` and `sha256sum` print, or the digest alone.
 *
 * @param {string} path
 */
async function readChecksum(path) {
  await statInput(path);
  const [digest] = /^[0-9a-f]{64}(?=\s|$)/i.exec(await readFile(path, 'utf8')) ?? [];
  if (digest === undefined) throw new ChecksumUnreadable(`no SHA-256 checksum in ${path}`);
  return digest.toLowerCase();
}
