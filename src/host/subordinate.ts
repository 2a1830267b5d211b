/**
 * Says whether this is a part of another process's command rather than a command of its own: a worker thread, a
 * cluster worker, or a child that was forked with a channel to its parent.
 */
export function isSubordinate(env: NodeJS.ProcessEnv): boolean {
  if (env['NODE_UNIQUE_ID'] !== undefined || process.channel !== undefined) return true;
  return !process.getBuiltinModule('node:worker_threads').isMainThread;
}
