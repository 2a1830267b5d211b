import type { Framework } from '../framework.ts';

export const framework: Framework = {
  name: 'clipanion',
  versions: { 3: 'clipanion' },
  host: 'clipanion.js',
  differs: {
    // Of an empty line clipanion makes its help, and exit code 0.
    'no command': { error: undefined },
  },
};
