import { isDeno } from '../disk/deno.ts';
import { unseen } from '../host/unseen.ts';
import type { ErrorNotes } from './error-notes.ts';

/** What listens for the end of this process. */
export interface ProcessEnd {
  /** Moves our listener behind those that the host has added since, because any of them may still set the exit code. */
  readonly moveToLast: () => void;
  readonly remove: () => void;
}

/** What is called at the end, and what is told about errors on the way. */
export interface ProcessEndInput {
  readonly end: (exitCode: number) => void;
  readonly errors: ErrorNotes;
  readonly onError: (error: unknown) => void;
}

/**
 * Listens for the end of the process without changing it: `exit` and `uncaughtExceptionMonitor` are the two events
 * whose listeners have no effect on what Node does. Signals, `uncaughtException` and `unhandledRejection` are left
 * alone, because a listener for one of them stops Node from doing what it would have done.
 */
export function onProcessEnd({ end, errors, onError }: ProcessEndInput): ProcessEnd {
  const onExit = (code: number): void => {
    try {
      unseen(() => end(systemCode(process.exitCode ?? code)));
    } catch (error) {
      // The host's exit must be what it would be without us.
      onError(error);
    }
  };
  const onUncaught = (error: unknown): void => {
    try {
      const isHandled = isHandledByHost();
      errors.noteUncaught(error, isHandled);
      // Deno ends the process with 1, whatever the exit code was set to, and tells no exit listener.
      if (!isHandled && isDeno()) unseen(() => end(1));
    } catch (failure) {
      // What is thrown here would take the place of the host's own error.
      onError(failure);
    }
  };
  process.on('exit', onExit);
  process.on('uncaughtExceptionMonitor', onUncaught);
  return {
    moveToLast: () => {
      const listeners = process.listeners('exit');
      if (listeners.at(-1) === onExit || !listeners.includes(onExit)) return;
      process.removeListener('exit', onExit);
      process.on('exit', onExit);
    },
    remove: () => {
      process.removeListener('exit', onExit);
      process.removeListener('uncaughtExceptionMonitor', onUncaught);
    },
  };
}

/**
 * What the system makes of the code that Node was given: `process.exit(-1)` ends with 255 on POSIX.
 *
 * @param given default: what the process would end with now.
 */
export function systemCode(given: number | string = process.exitCode ?? 0): number {
  const code = Number(given);
  return process.platform === 'win32' ? code >>> 0 : code & 0xff;
}

/** The monitor is told of handled errors too. */
function isHandledByHost(): boolean {
  return process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback();
}
