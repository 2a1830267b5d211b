type Fs = typeof import('node:fs');
type FsFunction =
  | 'renameSync'
  | 'linkSync'
  | 'fsyncSync'
  | 'writeFileSync'
  | 'lstatSync'
  | 'readFileSync'
  | 'mkdirSync'
  | 'accessSync'
  | 'openSync';

const fs: Fs = process.getBuiltinModule('node:fs');

/** A call of a function of `node:fs`: the first one, or the `nth`. */
type Call = FsFunction | { readonly name: FsFunction; readonly nth: number };

/**
 * Runs synchronous work while something else happens just before a call of a function of `node:fs`: another process
 * that comes in between, or a disk that fails.
 */
export function before<T>(call: Call, interruption: () => void, work: () => T): T {
  const { name, nth } = typeof call === 'string' ? { name: call, nth: 1 } : call;
  const original = fs[name];
  const restore = (): void => void Reflect.set(fs, name, original);
  let calls = 0;
  Reflect.set(fs, name, (...args: unknown[]): unknown => {
    calls += 1;
    if (calls === nth) {
      restore();
      interruption();
    }
    return Reflect.apply(original, fs, args);
  });
  try {
    const result = work();
    if (calls < nth) throw new Error(`${name} was called ${calls} times, and never a ${nth}th time`);
    return result;
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
