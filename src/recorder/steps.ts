import type { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { OTHER_NAME } from '../catalog/command-name.ts';
import { monotonicNow } from '../span/private-tracer.ts';
import type { Declarations } from './declarations.ts';
import type { ErrorNotes } from './error-notes.ts';
import { follow, NOBODY } from '../host/follow.ts';

/** The steps of one command. */
export interface Steps {
  /** Runs a function as a step. Returns and throws what the function does. */
  readonly run: <T>(name: string, work: () => T) => T;
  /** The step that is under way in this asynchronous context. */
  readonly current: () => Span | undefined;
  /** How many steps were not recorded, because there were too many before them. */
  readonly dropped: () => number;
  /** Ends the steps that are still open when their command ends. */
  readonly endAll: () => void;
}

/** What steps are made of. */
export interface StepsInput {
  readonly tracer: Tracer;
  readonly parent: Span;
  readonly declared: Declarations;
  readonly errors: ErrorNotes;
  readonly onError: (error: unknown) => void;
}

/** A loop that makes a step per file must not make a record of megabytes. */
const MAX_STEPS = 200;

/** Records steps as child spans, nested by the asynchronous context in which they begin. */
export function createSteps({ tracer, parent, declared, errors, onError }: StepsInput): Steps {
  const open = new Set<Span>();
  const limit = createLimit();
  let storage: AsyncLocalStorage<Context> | undefined;

  const begin = (name: string): Begun | undefined => {
    if (!parent.isRecording() || !limit.admit()) return undefined;
    try {
      storage ??= new (process.getBuiltinModule('node:async_hooks').AsyncLocalStorage)();
      const outer = storage.getStore() ?? trace.setSpan(ROOT_CONTEXT, parent);
      const known = declared.has('step', name) ? name : OTHER_NAME;
      const span = tracer.startSpan(known, { startTime: monotonicNow() }, outer);
      open.add(span);
      return { span, storage, inner: trace.setSpan(outer, span) };
    } catch (error) {
      // The host's work is done whether or not it can be recorded.
      onError(error);
      return undefined;
    }
  };
  const end = (span: Span, outcome: StepOutcome): void => {
    // A step that outlives its command was ended with it.
    if (open.delete(span)) endStep(span, outcome);
  };
  return {
    run: (name, work) => {
      const begun = begin(name);
      if (begun === undefined) return follow(work, NOBODY);
      const { span } = begun;
      const onDone = (): void => end(span, { name: 'success' });
      const onFailed = (error: unknown): void =>
        end(span, { name: 'failure', errorName: errors.nameOf(error) });
      return begun.storage.run(begun.inner, () => follow(work, { onDone, onError: onFailed }));
    },
    current: () => openSpan(storage?.getStore()),
    dropped: limit.refused,
    endAll: () => {
      for (const span of open) end(span, { name: 'cancelled' });
    },
  };
}

/** Admits so many steps, and counts the others. */
function createLimit(): { readonly admit: () => boolean; readonly refused: () => number } {
  let asked = 0;
  return {
    admit: () => {
      asked += 1;
      return asked <= MAX_STEPS;
    },
    refused: () => Math.max(0, asked - MAX_STEPS),
  };
}

/** A step that has begun, and the context in which its work runs. */
interface Begun {
  readonly span: Span;
  readonly storage: AsyncLocalStorage<Context>;
  readonly inner: Context;
}

function openSpan(context: Context | undefined): Span | undefined {
  const span = context && trace.getSpan(context);
  return span?.isRecording() ? span : undefined;
}

interface StepOutcome {
  readonly name: 'success' | 'failure' | 'cancelled';
  readonly errorName?: string;
}

function endStep(span: Span, { name, errorName }: StepOutcome): void {
  span.setAttribute('cli.outcome', name);
  if (errorName !== undefined) {
    span.setAttribute('error.type', errorName);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(monotonicNow());
}
