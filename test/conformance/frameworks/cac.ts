import type { Framework } from '../framework.ts';

const NOT_NESTED = 'a command of cac is one word';

export const framework: Framework = {
  name: 'cac',
  versions: { 6: 'cac-6', 7: 'cac' },
  host: 'cac.js',
  declared: { commands: ['deploy function'], flags: [] },
  lacks: {
    'a nested command': NOT_NESTED,
    'an alias of a nested command': NOT_NESTED,
    'an unknown command below another': NOT_NESTED,
  },
  differs: {
    // `deploy <kind> <name>` stands for `deploy function <name>`.
    'a missing argument': { command: 'deploy' },
    'two commands in one process': { command: 'deploy' },
    // A default command that both versions know has no name.
    'a default command': { command: '(root)' },
    'a default command with an option': { command: '(root)' },
  },
};
