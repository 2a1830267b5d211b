/**
 * Lets all that is printed from now on be printed before the process exits: a verb can have more to say than a pipe
 * takes at once.
 */
export function printAtOnce(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const handle: unknown = Reflect.get(stream, '_handle');
    const setBlocking: unknown = Reflect.get(Object(handle), 'setBlocking');
    if (typeof setBlocking === 'function') Reflect.apply(setBlocking, handle, [true]);
  }
}
