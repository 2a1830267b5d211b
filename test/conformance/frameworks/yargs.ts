import type { Framework } from '../framework.ts';

export const framework: Framework = {
  name: 'yargs',
  versions: { 17: 'yargs-17', 18: 'yargs' },
  host: 'yargs.js',
  // A builder function adds it when it runs, which is later than the adapter looks.
  declared: { commands: ['deploy function'], flags: [] },
};
