import { expect } from 'chai';
import { checkFiles, checkNode, isAtLeast, type Program } from '../../../../src/verbs/checks/program.ts';
import { useFolder } from '../../support/folder.ts';

const program = (changes: Partial<Program>): Program => ({
  folder: '/nowhere',
  nodeVersion: '24.21.0',
  isPlainNode: true,
  ...changes,
});

describe('checkNode', () => {
  it('is content with plain Node that is new enough', () => {
    for (const nodeVersion of ['22.15.0', '24.0.0', '26.1.0']) {
      expect(checkNode(program({ nodeVersion })).state, nodeVersion).to.equal('ok');
    }
  });

  it('finds a Node that is too old', () => {
    for (const nodeVersion of ['22.14.9', '20.19.0']) {
      expect(checkNode(program({ nodeVersion })), nodeVersion).to.include({ state: 'problem' });
    }
  });

  it('finds a program in which no sender can be started', () => {
    const { state, says } = checkNode(program({ isPlainNode: false }));
    expect(state).to.equal('problem');
    expect(says).to.include('no sender can be started');
  });
});

describe('checkFiles', () => {
  const folder = useFolder();

  it('is content with all of them', () => {
    for (const name of ['session.cjs', 'recorder.cjs', 'sender.js']) folder.write(name, '');
    expect(checkFiles(program({ folder: folder.path })).state).to.equal('ok');
  });

  it('names those that are missing', () => {
    folder.write('session.cjs', '');
    const { state, says } = checkFiles(program({ folder: folder.path }));
    expect(state).to.equal('problem');
    expect(says).to.equal(`recorder.cjs, sender.js missing in ${folder.path}`);
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
