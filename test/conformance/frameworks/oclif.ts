import type { Framework } from '../framework.ts';

export const framework: Framework = {
  name: 'oclif',
  versions: { 3: 'oclif-core-3', 4: 'oclif-core-4', 5: '@oclif/core' },
  host: 'oclif/run.js',
  lacks: {
    'another command than the default one': 'a program with a default command has no other',
  },
  differs: {
    // It shows the help, as if that had been asked for.
    'no command': { error: undefined },
    // It sets the exit code itself when a command throws, and leaves it whoever catches that.
    'a command after one that failed': { error: 'RangeError' },
    // The only command of a program has no name.
    'a default command': { command: '(root)' },
    'a default command with an option': { command: '(root)' },
  },
};
