import { isSenderProcess } from '../spool/sender-call.ts';

/**
 * Says whether this is a part of another process's command rather than a command of its own: a worker thread, a
 * cluster worker, a child that was forked with a channel to its parent, or a host that was started as the sender and
 * registers before it looks.
 */
export function isSubordinate(env: NodeJS.ProcessEnv): boolean {
  return (
    env['NODE_UNIQUE_ID'] !== undefined ||
    process.channel !== undefined ||
    isWorkerThread() ||
    isSenderProcess(env)
  );
}

/**
 * Node marks the functions of `process` that do not work in worker threads. Asking `node:worker_threads` instead would
 * load it, and cost every command more than the consent of all its sources.
 */
function isWorkerThread(): boolean {
  // oxlint-disable-next-line typescript/unbound-method -- only looked at
  return Object.hasOwn(process.abort, 'disabled');
}
