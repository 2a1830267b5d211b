import type { Context } from '@opentelemetry/api';

/** The part of the API's `ContextManager` that is called, structurally, so that it fits whichever copy is installed. */
export interface CommandContextManager {
  readonly active: () => Context;
  readonly with: (
    context: Context,
    work: (...args: unknown[]) => unknown,
    ...call: readonly [thisArg?: unknown, ...args: unknown[]]
  ) => unknown;
  readonly bind: (context: Context, target: unknown) => unknown;
  readonly enable: () => CommandContextManager;
  readonly disable: () => CommandContextManager;
}

/**
 * Keeps the context that is active in each asynchronous context of this process. Where nobody has set one it is the
 * command's, so that all that happens in the process happens within the command.
 *
 * @param fallback the command's context.
 */
export function createContextManager(fallback: () => Context): CommandContextManager {
  const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
  const storage = new AsyncLocalStorage<Context>();
  const bindFunction = (context: Context, work: Callable): Callable => {
    // Not an arrow function: it hands on the `this` that it is called with.
    function bound(this: unknown, ...args: unknown[]): unknown {
      return storage.run(context, () => work.apply(this, args));
    }
    // Frameworks tell their handlers apart by how many arguments they take.
    return Object.defineProperty(bound, 'length', { value: work.length });
  };
  const manager: CommandContextManager = {
    active: () => storage.getStore() ?? fallback(),
    with: (context, work, ...[thisArg, ...args]) => storage.run(context, () => work.apply(thisArg, args)),
    bind: (context, target) => {
      if (isCallable(target)) return bindFunction(context, target);
      if (isEmitter(target)) bindEmitter(target, context);
      return target;
    },
    enable: () => manager,
    disable: () => manager,
  };
  /** Its listeners run in the context, whoever added them; of two contexts the first counts. */
  const bindEmitter = (emitter: Emitter, context: Context): void => {
    const { emit } = emitter;
    emitter.emit = bindFunction(context, emit);
  };
  return manager;
}

type Callable = (this: unknown, ...args: unknown[]) => unknown;

interface Emitter {
  emit: Callable;
}

function isCallable(target: unknown): target is Callable {
  return typeof target === 'function';
}

function isEmitter(target: unknown): target is Emitter {
  return typeof target === 'object' && target !== null && typeof Reflect.get(target, 'emit') === 'function';
}
