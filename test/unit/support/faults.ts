type Fs = typeof import('node:fs');
type FsFunction = 'renameSync' | 'linkSync' | 'fsyncSync' | 'writeFileSync' | 'lstatSync' | 'readFileSync';

const fs: Fs = process.getBuiltinModule('node:fs');

/**
 * Runs synchronous work while something else happens just before the next call of a function of `node:fs`: another
 * process that comes in between, or a disk that fails.
 */
export function before<T>(name: FsFunction, interruption: () => void, work: () => T): T {
  const original = fs[name];
  const restore = (): void => void Reflect.set(fs, name, original);
  Reflect.set(fs, name, (...args: unknown[]): unknown => {
    restore();
    interruption();
    return Reflect.apply(original, fs, args);
  });
  try {
    return work();
  } finally {
    restore();
  }
}

/** Runs synchronous work while a function of `node:fs` always fails with a code. */
export function failing<T>(name: FsFunction, code: string, work: () => T): T {
  const original = fs[name];
  Reflect.set(fs, name, () => {
    throw Object.assign(new Error(`${code}: as the test wants it`), { code });
  });
  try {
    return work();
  } finally {
    Reflect.set(fs, name, original);
  }
}

/** Runs synchronous work and returns how often it called a function of `node:fs`, by the first argument. */
export function callsOf(name: FsFunction, work: () => void): string[] {
  const original = fs[name];
  const calls: string[] = [];
  Reflect.set(fs, name, (...args: unknown[]): unknown => {
    calls.push(String(args[0]));
    return Reflect.apply(original, fs, args);
  });
  try {
    work();
  } finally {
    Reflect.set(fs, name, original);
  }
  return calls;
}
