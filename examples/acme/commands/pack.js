import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Command } from 'commander';
import { collectEntries, folderName } from '../lib/collect.js';
import { integerBetween } from '../lib/options.js';
import { tarBlocks } from '../lib/tar.js';

/** @typedef {{ step: <T>(name: string, run: () => T) => T }} Steps */

/** @param {Steps} telemetry */
export function packCommand(telemetry) {
  return new Command('pack')
    .description('pack a folder into a .tar.gz archive')
    .argument('<folder>')
    .option('-o, --output <file>', 'where to write it (default: <folder>.tar.gz)')
    .option('--level <1-9>', 'from fast to small', integerBetween(1, 9), 6)
    .option('--dry-run', 'only list what would be packed')
    .action(async (folder, { output = `${folderName(folder)}.tar.gz`, level, dryRun }) => {
      const entries = await telemetry.step('collect', () => collectEntries(folder, output));
      if (dryRun) return entries.forEach(({ name, size }) => console.log(`${size}\t${name}`));
      await telemetry.step('compress', () => compress(entries, output, level));
      console.log(`packed ${entries.length} entries into ${output}`);
    });
}

/**
 * Writes aside and renames, so that an archive is there in full or not at all.
 *
 * @param {import('../lib/tar-header.js').TarEntry[]} entries
 * @param {string} output
 * @param {number} level
 */
async function compress(entries, output, level) {
  const aside = `${output}.${process.pid}.partial`;
  try {
    await pipeline(tarBlocks(entries), createGzip({ level }), createWriteStream(aside));
    await rename(aside, output);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
