import { expect } from 'chai';
import { createErrorNotes, type ErrorNotes } from '../../../src/recorder/error-notes.ts';

const unreachable = Object.assign(new Error('secret'), {
  code: 'ECONNREFUSED',
  syscall: 'connect',
  port: 5432,
});
const notes = (env: NodeJS.ProcessEnv = {}): ErrorNotes => createErrorNotes(['DeployFailed'], env);

describe('createErrorNotes', () => {
  it('knows of no error at first', () => {
    expect(notes().ending()).to.deep.equal({ errorName: undefined, dependency: undefined, uncaught: false });
  });

  it('keeps the last error, with what it needed', () => {
    const { note, ending } = notes();
    note(Object.assign(new Error('x'), { name: 'DeployFailed' }));
    note(unreachable);
    expect(ending()).to.include({ errorName: 'ECONNREFUSED', dependency: 'postgresql', uncaught: false });
    note(new TypeError('x'));
    expect(ending()).to.include({ errorName: 'TypeError', dependency: undefined });
  });

  it('forgets what was needed when the command line could not be understood', () => {
    const { note, noteUsage, ending } = notes();
    note(unreachable);
    noteUsage('unknown_option');
    expect(ending()).to.include({ errorName: 'unknown_option', dependency: undefined });
  });

  it('keeps what a wrong command line is called, whatever class a framework throws for it', () => {
    const { noteUsage, noteUncaught, ending } = notes();
    noteUsage('unknown_option');
    noteUncaught(new (class CACError extends Error {})('secret'), false);
    expect(ending()).to.include({ errorName: 'unknown_option', uncaught: true });
    noteUncaught(new RangeError('x'), false);
    expect(ending().errorName).to.equal('RangeError');
  });

  it('tells an error that ended the process from one that the host handled', () => {
    const ended = notes();
    ended.noteUncaught(new RangeError('x'), false);
    expect(ended.ending()).to.include({ errorName: 'RangeError', uncaught: true });
    const handled = notes();
    handled.noteUncaught(new RangeError('x'), true);
    expect(handled.ending()).to.include({ errorName: 'RangeError', uncaught: false });
    ended.noteUncaught(new RangeError('x'), true);
    expect(ended.ending().uncaught).to.equal(false);
  });

  it('finds Docker where the user said that it is', () => {
    const { note, ending } = notes({ DOCKER_HOST: 'tcp://10.0.0.7:9999' });
    note(
      Object.assign(new Error('x'), {
        code: 'ECONNREFUSED',
        syscall: 'connect',
        address: '10.0.0.7',
        port: 9999,
      }),
    );
    expect(ending().dependency).to.equal('docker');
  });

  it('keeps no error, only its name', () => {
    const { note, ending } = notes();
    note(
      Object.assign(new Error('secret-message'), {
        name: 'secret-name',
        code: 'secret-code',
        cause: unreachable,
      }),
    );
    expect(JSON.stringify(ending())).to.equal(
      '{"errorName":"Error","dependency":"postgresql","uncaught":false}',
    );
  });

  for (const error of [undefined, null, 'secret', Symbol('secret'), 7n, () => 'secret']) {
    it(`takes ${typeof error} ${error === null ? 'null' : ''} for an error`, () => {
      const { note, ending } = notes();
      note(error);
      expect(ending()).to.include({ errorName: '_OTHER', dependency: undefined });
    });
  }
});
