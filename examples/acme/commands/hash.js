import { Command, Option } from 'commander';
import { cacheDirOption, rememberDigest } from '../lib/digest-cache.js';
import { ALGORITHMS, digestFile } from '../lib/digest.js';
import { walk } from '../lib/walk.js';

export function hashCommand() {
  return new Command('hash')
    .description('print the checksums of files, folders included')
    .argument('<paths...>', 'files or folders')
    .addOption(new Option('--algorithm <name>', 'how to hash').choices(ALGORITHMS).default('sha256'))
    .option('--json', 'print one JSON array instead of lines')
    .option('--cache', 'remember the digests of files that do not change')
    .addOption(cacheDirOption())
    .action(hash);
}

/**
 * @param {string[]} paths
 * @param {{ algorithm: string, json?: boolean, cache?: boolean, cacheDir: string }} options
 */
async function hash(paths, options) {
  const results = [];
  for await (const file of filesOf(paths)) {
    const digest = await digestOf(file, options);
    if (options.json) results.push({ path: file.path, algorithm: options.algorithm, digest });
    else console.log(`${digest}  ${file.path}`);
  }
  if (options.json) console.log(JSON.stringify(results, null, 2));
}

/** @param {string[]} paths */
async function* filesOf(paths) {
  for (const path of paths) {
    for await (const found of walk(path)) {
      if (found.stats.isFile()) yield found;
    }
  }
}

/**
 * @param {import('../lib/walk.js').Found} file
 * @param {{ algorithm: string, cache?: boolean, cacheDir: string }} options
 */
function digestOf(file, { algorithm, cache, cacheDir }) {
  const compute = () => digestFile(file.path, algorithm);
  return cache ? rememberDigest(cacheDir, { ...file, algorithm }, compute) : compute();
}
