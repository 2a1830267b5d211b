import { expect } from 'chai';

import { parseCommandLine } from '../../../src/cli/command-line.ts';

const DEFAULTS = { port: 4318, host: '127.0.0.1', json: false, color: true };

const SETTINGS: readonly (readonly [args: string, changed: Partial<typeof DEFAULTS>])[] = [
  ['collector', {}],
  ['collector --port 0', { port: 0 }],
  ['--port=65535 collector', { port: 65_535 }],
  ['collector --host 0.0.0.0', { host: '0.0.0.0' }],
  ['collector --json --no-color', { json: true, color: false }],
];

const WRONG: readonly (readonly [args: readonly string[], message: string])[] = [
  [[], 'a command is missing'],
  [['collect'], "unknown command 'collect'"],
  [['collector', 'now'], "unexpected argument 'now'"],
  [['collector', '--port', '65536'], "came '65536'"],
  [['collector', '--port', '4x'], "came '4x'"],
  [['collector', '--port='], "came ''"],
  [['collector', '--port'], '--port'],
  [['collector', '--host='], '--host: expected'],
  [['collector', '--verbose'], '--verbose'],
  [['collector', '--json=yes'], '--json'],
];

describe('parseCommandLine', () => {
  for (const [args, changed] of SETTINGS) {
    it(`understands '${args}'`, () => {
      expect(parseCommandLine(args.split(' '))).to.deep.equal({
        status: 'collector',
        settings: { ...DEFAULTS, ...changed },
      });
    });
  }

  for (const [args, message] of WRONG) {
    it(`refuses '${args.join(' ')}'`, () => {
      const parsed = parseCommandLine(args);
      expect(parsed.status).to.equal('wrong');
      expect(parsed).to.have.property('message').that.includes(message);
    });
  }

  for (const args of [['--help'], ['-h'], ['collector', '--help']]) {
    it(`gives help for '${args.join(' ')}'`, () => {
      expect(parseCommandLine(args)).to.deep.equal({ status: 'help' });
    });
  }

  for (const args of [['--version'], ['-v']]) {
    it(`gives the version for '${args.join(' ')}'`, () => {
      expect(parseCommandLine(args)).to.deep.equal({ status: 'version' });
    });
  }
});
