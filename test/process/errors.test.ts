import { expect } from 'chai';
import { makeHome } from '../support/home.ts';
import { NOWHERE, runAlike, withoutOurFrames, YES } from '../support/run-host.ts';
import { readJournals, readRecords, readSpool } from '../support/spool.ts';

/** What is thrown, the name that is recorded of it, and the one of what Node makes of its rejection. */
const ROWS: readonly (readonly [what: string, name: string, rejected?: string])[] = [
  ['a-list', 'AggregateError'],
  ['a-cause', 'RangeError'],
  ['secret-getters', '_OTHER'],
  ['throwing-getters', '_OTHER'],
  ['a-proxy', 'TypeError'],
  ['a-proxy-that-throws', '_OTHER'],
  ['a-revoked-proxy', '_OTHER', 'TypeError'],
  ['an-error-of-another-realm', 'SyntaxError'],
  ['a-secret-of-another-realm', 'Error'],
  ['a-secret-name', 'Error'],
  ['a-secret-class', 'TypeError'],
  ['a-code-in-lower-case', 'Error'],
  ['a-code-that-is-a-number', 'Error'],
  ['a-code-that-is-an-object', 'Error'],
  ['no-prototype', 'TypeError', 'ERR_UNHANDLED_REJECTION'],
  ['another-constructor', 'Error'],
  ['a-name-of-the-prototype', 'Error'],
  ['a-dom-exception', 'DOMException'],
  ['an-object', '_OTHER', 'ERR_UNHANDLED_REJECTION'],
  ['a-symbol', '_OTHER', 'ERR_UNHANDLED_REJECTION'],
  ['a-function', '_OTHER', 'ERR_UNHANDLED_REJECTION'],
  ['a-number', '_OTHER', 'ERR_UNHANDLED_REJECTION'],
  ['null', '_OTHER', 'ERR_UNHANDLED_REJECTION'],
];

interface Seen {
  readonly exitCode: number | null;
  readonly outcome: unknown;
  readonly name: unknown;
  readonly step: unknown;
}

describe('whatever is thrown', () => {
  /** Runs it with and without commandspan, and looks for the secret in what was stored. */
  async function see(what: string, how: string): Promise<Seen> {
    const home = makeHome();
    try {
      home.holdSender(NOWHERE);
      const args = [what, how];
      const { exitCode } = await runAlike(home, 'throws-what-it-is-told.js', {
        args,
        env: YES,
        alike: withoutOurFrames,
      });
      expect(readJournals(home)).to.deep.equal([]);
      const records = readRecords(home);
      expect(records.length).to.equal(1);
      expect(records.join().toLowerCase()).to.not.contain('zanzibar');
      const spans = readSpool(home);
      const command = spans.find(({ parentSpanId }) => parentSpanId === undefined)?.attributes;
      const step = spans.find(({ parentSpanId }) => parentSpanId !== undefined)?.attributes;
      return {
        exitCode,
        outcome: command?.['cli.outcome'],
        name: command?.['error.type'],
        step: step?.['error.type'],
      };
    } finally {
      await home.remove();
    }
  }

  for (const [what, name, rejected = name] of ROWS) {
    it(`ends the command as it would without us, and is named ${name}: ${what}`, async () => {
      const [thrown, rejection] = await Promise.all([see(what, 'throws'), see(what, 'rejects')]);
      const crash = { exitCode: 1, outcome: 'crashed', step: undefined };
      expect(thrown).to.deep.equal({ ...crash, name });
      expect(rejection).to.deep.equal({ ...crash, name: rejected });
    });

    it(`is handled as it would be without us, and is named ${name}: ${what}`, async () => {
      const seen = await see(what, 'throws-in-a-step-and-is-handled');
      expect(seen).to.deep.equal({ exitCode: 5, outcome: 'failure', name, step: name });
    });
  }
});
