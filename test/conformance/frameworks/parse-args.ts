import type { Framework } from '../framework.ts';

export const framework: Framework = {
  name: 'util.parseArgs',
  versions: { Node: 'node:util' },
  host: 'parse-args.js',
  declared: {
    commands: ['build', 'deploy function', 'exit', 'fail-later', 'serve', 'stop'],
    flags: ['mode', 'quick'],
  },
  differs: {
    // The host itself does not catch what its commands throw.
    'an asynchronous handler that throws': { outcome: 'crashed' },
  },
};
