import { expect } from 'chai';

import { HELP_TEXT } from '../../../src/cli/help-text.ts';
import { parseCommandLine } from '../../../src/cli/command-line.ts';
import type { DictionaryCommand } from '../../../src/dictionary/run.ts';

const DEFAULTS = { port: 4318, host: '127.0.0.1', json: false, color: true };

const SETTINGS: readonly (readonly [args: string, changed: Partial<typeof DEFAULTS>])[] = [
  ['collector', {}],
  ['collector --port 0', { port: 0 }],
  ['--port=65535 collector', { port: 65_535 }],
  ['collector --host 0.0.0.0', { host: '0.0.0.0' }],
  ['collector --json --no-color', { json: true, color: false }],
];

const DICTIONARY: readonly (readonly [args: string, command: Partial<DictionaryCommand>])[] = [
  ['page TELEMETRY.md', { what: 'page', target: 'TELEMETRY.md' }],
  ['page TELEMETRY.md --check', { what: 'page', target: 'TELEMETRY.md', isCheck: true }],
  ['--check page TELEMETRY.md', { what: 'page', target: 'TELEMETRY.md', isCheck: true }],
  ['page --manifest acme.json A.md', { what: 'page', target: 'A.md', manifest: 'acme.json' }],
  ['registry model', { what: 'registry', target: 'model' }],
  ['redaction', { what: 'redaction' }],
  ['redaction a.yaml --check', { what: 'redaction', target: 'a.yaml', isCheck: true }],
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
  [['collector', '--check'], 'collector has no option --check'],
  [['page'], 'page: expected the name of a file'],
  [['page', ''], 'page: the name of a file is empty'],
  [['page', 'a', 'b'], "unexpected argument 'b'"],
  [['page', 'a', '--port', '1'], 'page has no option --port'],
  [['page', 'a', '--manifest'], '--manifest'],
  [['page', 'a', '--manifest='], 'page: the name of a file is empty'],
  [['registry'], 'registry: expected the name of a folder'],
  [['redaction', '--check'], 'redaction: expected the name of a file'],
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

  for (const [args, changed] of DICTIONARY) {
    it(`understands '${args}'`, () => {
      expect(parseCommandLine(args.split(' '))).to.deep.equal({
        status: 'dictionary',
        command: { target: undefined, manifest: undefined, isCheck: false, ...changed },
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

  it('explains every command and every option in its help', () => {
    for (const command of ['collector', 'page FILE', 'registry DIR', 'redaction [FILE]']) {
      expect(HELP_TEXT).to.include(`commandspan ${command} [options]`);
    }
    const options = ['port', 'host', 'json', 'no-color', 'manifest', 'check', 'help', 'version'];
    for (const option of options) expect(HELP_TEXT).to.match(new RegExp(`^  (-\\w, )?--${option}\\b`, 'm'));
  });

  for (const args of [['--help'], ['-h'], ['collector', '--help'], ['page', '--help']]) {
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
