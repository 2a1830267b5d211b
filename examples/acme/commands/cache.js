import { Command } from 'commander';
import { cacheDirOption, cleanCache, measureCache } from '../lib/digest-cache.js';

export function cacheCommand() {
  const cache = new Command('cache').description('look after the digests that hash --cache remembers');
  cache
    .command('stats')
    .description('show how much is remembered')
    .addOption(cacheDirOption())
    .action(async ({ cacheDir }) => {
      const { entries, bytes } = await measureCache(cacheDir);
      console.log(`${entries} entries, ${bytes} bytes in ${cacheDir}`);
    });
  cache
    .command('clean')
    .description('forget everything')
    .addOption(cacheDirOption())
    .action(async ({ cacheDir }) => {
      console.log(`removed ${await cleanCache(cacheDir)} entries from ${cacheDir}`);
    });
  return cache;
}
