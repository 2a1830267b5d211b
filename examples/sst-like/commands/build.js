import { Command } from 'commander';
import { buildFunctions } from '../lib/build.js';
import { readApp } from '../lib/config.js';

export function buildCommand() {
  return new Command('build').description('bundle every function').action(async () => {
    for (const { name, bytes } of await buildFunctions(await readApp()))
      console.log(`${name}: ${bytes} bytes`);
  });
}
