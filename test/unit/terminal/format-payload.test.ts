import { expect } from 'chai';
import * as fc from 'fast-check';
import { formatPayload } from '../../../src/terminal/format-payload.ts';

const PAYLOAD = '{"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[]}]}';

describe('formatPayload', () => {
  it('shows a payload byte for byte, and a line end', () => {
    expect(formatPayload(PAYLOAD, 'raw')).to.equal(`${PAYLOAD}\n`);
  });

  it('shows a payload indented, for a person', () => {
    expect(formatPayload(PAYLOAD, 'pretty')).to.match(/^\{\n {2}"resourceSpans": \[\n {4}\{\n/);
  });

  it('means the same in either form, and steers no terminal', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const payload = JSON.stringify(value);
        for (const format of ['raw', 'pretty'] as const) {
          const shown = formatPayload(payload, format);
          expect(JSON.parse(shown)).to.deep.equal(JSON.parse(payload));
          // oxlint-disable-next-line no-control-regex -- they are what this is about
          expect(shown).to.not.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        }
      }),
    );
  });
});
