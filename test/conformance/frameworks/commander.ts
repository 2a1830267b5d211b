import type { Framework } from '../framework.ts';

export const framework: Framework = {
  name: 'commander',
  versions: { 12: 'commander-12', 13: 'commander-13', 14: 'commander-14', 15: 'commander' },
  host: 'commander.js',
  differs: {
    // Commander hands on what a handler throws, and the host does not catch it.
    'an asynchronous handler that throws': { outcome: 'crashed' },
  },
};
