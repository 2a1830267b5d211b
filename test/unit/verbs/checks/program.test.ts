import { expect } from 'chai';
import type { NoSender } from '../../../../src/spool/sender-process.ts';
import {
  checkFiles,
  checkNode,
  checkSender,
  isAtLeast,
  type Program,
} from '../../../../src/verbs/checks/program.ts';
import { useFolder } from '../../support/folder.ts';

const program = (changes: Partial<Program>): Program => ({
  folder: '/nowhere',
  nodeVersion: '24.21.0',
  sender: { state: 'file', args: ['/nowhere/sender.js'] },
  ...changes,
});

describe('checkNode', () => {
  it('is content with one that is new enough', () => {
    for (const nodeVersion of ['22.15.0', '24.0.0', '26.1.0']) {
      expect(checkNode(program({ nodeVersion })).state, nodeVersion).to.equal('ok');
    }
  });

  it('names what runs in the place of Node', () => {
    expect(checkNode(program({ runtime: 'Bun 1.4.5' })).says).to.equal('Bun 1.4.5, as Node 24.21.0');
  });

  it('finds a Node that is too old', () => {
    for (const nodeVersion of ['22.14.9', '20.19.0']) {
      expect(checkNode(program({ nodeVersion })), nodeVersion).to.include({ state: 'problem' });
    }
  });
});

describe('checkSender', () => {
  it('is content with a file of ours, and with a host that offers itself', () => {
    expect(checkSender(program({})).state).to.equal('ok');
    expect(checkSender(program({ sender: { state: 'host', args: [] } })).state).to.equal('ok');
  });

  for (const [why, says, remedy] of [
    ['bundled', 'bundled into one file', 'runSender()'],
    ['single-executable', 'a single executable', 'runSender()'],
    ['bun', 'under Bun', 'runSender()'],
    ['deno', 'under Deno', 'runSender()'],
    ['electron', 'in Electron', 'plain Node'],
    ['other-program', 'inside another program', 'runSender()'],
    ['forbidden', 'may not start another', '--allow-child-process'],
  ] as const satisfies readonly (readonly [NoSender, string, string])[]) {
    it(`says what becomes of records, and who can change it: ${why}`, () => {
      const check = checkSender(program({ sender: { state: 'none', why } }));
      expect(check.state).to.equal('problem');
      expect(check.says).to.include(says).and.to.include('waits, within its bounds');
      expect(check.remedy).to.include(remedy);
    });
  }
});

describe('checkFiles', () => {
  const folder = useFolder();

  it('is content with all of them', () => {
    for (const name of ['session.cjs', 'recorder.cjs', 'cold.cjs', 'sender.js']) folder.write(name, '');
    expect(checkFiles(program({ folder: folder.path })).state).to.equal('ok');
  });

  it('is content where they are inside the program', () => {
    expect(checkFiles(program({ folder: undefined })).state).to.equal('ok');
  });

  it('names those that are missing', () => {
    folder.write('session.cjs', '');
    const { state, says } = checkFiles(program({ folder: folder.path }));
    expect(state).to.equal('problem');
    expect(says).to.equal(`recorder.cjs, cold.cjs, sender.js missing in ${folder.path}`);
  });
});

describe('isAtLeast', () => {
  it('compares numbers, not texts', () => {
    expect(isAtLeast('22.9.0', [22, 15])).to.equal(false);
    expect(isAtLeast('22.15.0', [22, 15])).to.equal(true);
    expect(isAtLeast('100.0.0', [22, 15])).to.equal(true);
    expect(isAtLeast('9.99.0', [22, 15])).to.equal(false);
  });
});
