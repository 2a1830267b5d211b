import type { Context } from '@opentelemetry/api';
import type { Surroundings } from '../recorder/steps.ts';
import { contextManager } from '../host/unseen.ts';
import { spanOf, withSpan } from '../span/context.ts';

/**
 * The context manager that this program has registered, as the surroundings of steps: what the host's own
 * instrumentations record during a step becomes its children, and a step within a span of the host's own becomes that
 * span's child.
 *
 * @param command the context of the command span.
 * @param parent the context that the command span was started in.
 */
export function hostSurroundings(command: Context, parent: Context): Surroundings {
  const isWithin = (context: Context): boolean => {
    const found = spanOf(context)?.spanContext();
    // Asked each time: a span that is still to be started has no ids yet.
    const { traceId } = spanOf(command)?.spanContext() ?? {};
    return found?.traceId === traceId && found?.spanId !== spanOf(parent)?.spanContext().spanId;
  };
  return {
    outer: (own) => {
      const active = contextManager()?.active();
      if (active === undefined || isWithin(active)) return active ?? own;
      const span = spanOf(own);
      return span === undefined ? active : withSpan(active, span);
    },
    run: (context, work) => {
      const manager = contextManager();
      return manager === undefined ? work() : manager.with(context, work);
    },
  };
}
