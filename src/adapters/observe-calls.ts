import type { Guard } from '../host/guard.ts';

/** Who is told how a call ended. */
export interface AfterCall {
  readonly onReturned?: (result: unknown) => void;
  readonly onThrown?: (error: unknown) => void;
}

/** What looks on. */
export interface CallObserver {
  readonly guard: Guard;
  /** Is told of a call before it is made, with its arguments. */
  readonly onCall: (...args: readonly unknown[]) => AfterCall | void;
}

/**
 * Observes the calls of a method of one object, which takes, returns and throws what it did. A method that is not there
 * is left alone.
 */
export function observeCalls(target: object, name: string, { guard, onCall }: CallObserver): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') return;
  const observed = function observed(this: unknown, ...args: readonly unknown[]): unknown {
    let after: AfterCall | void;
    guard(() => {
      after = onCall(...args);
    });
    let result: unknown;
    try {
      // Not by `Reflect.apply`, which would be a frame of its own in stacks.
      result = original.apply(this, args);
    } catch (error) {
      guard(() => after?.onThrown?.(error));
      throw error;
    }
    guard(() => after?.onReturned?.(result));
    return result;
  };
  Reflect.set(target, name, observed);
}
