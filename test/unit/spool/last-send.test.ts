import { expect } from 'chai';
import { readLastSend, writeLastSend, type LastSend } from '../../../src/spool/last-send.ts';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import { useFolder } from '../support/folder.ts';
import { makeSpool } from '../support/spools.ts';

describe('readLastSend', () => {
  const folder = useFolder();
  const layout = (): SpoolLayout => makeSpool(folder.at('spool'));

  for (const result of ['delivered', 'kept', 'dropped', 'stopped'] as const) {
    it(`reads back a send that was ${result}`, () => {
      const last: LastSend = { at: 1_798_761_600_000, result, why: 'HTTP 503', delivered: 7 };
      writeLastSend(layout(), last);
      expect(readLastSend(layout())).to.deep.equal(last);
    });
  }

  for (const text of [
    '',
    '{}',
    '{"at":1,"result":"exploded","why":"","delivered":0}',
    '{"at":"1","result":"kept"}',
  ]) {
    it(`knows of none where the file holds ${JSON.stringify(text)}`, () => {
      folder.write('spool/last-send.json', text);
      expect(readLastSend(layout())).to.equal(undefined);
    });
  }

  it('knows of none where there is none', () => {
    expect(readLastSend(layout())).to.equal(undefined);
  });

  it('repeats no reason that could play with a terminal', () => {
    folder.write(
      'spool/last-send.json',
      JSON.stringify({ at: 1, result: 'kept', why: '\u001b[2J', delivered: 'x' }),
    );
    expect(readLastSend(layout())).to.deep.equal({ at: 1, result: 'kept', why: '', delivered: 0 });
  });
});
