import type { Framework } from '../framework.ts';

export const framework: Framework = {
  name: 'citty',
  versions: { 0.1: 'citty-0.1', 0.2: 'citty' },
  host: 'citty.js',
  differs: {
    // citty lets options pass that are not declared.
    'an unknown option': { error: undefined },
    // It gives an option without a value an empty text.
    'an option without its value': { flags: ['mode'], error: undefined },
  },
  differsIn: {
    // citty 0.1 has no default command. What runs without one is the program itself.
    0.1: {
      'a default command': { command: '(root)' },
      // And it takes the value for a command.
      'a default command with an option': { command: '(unknown)', flags: [], error: 'unknown_command' },
    },
  },
};
