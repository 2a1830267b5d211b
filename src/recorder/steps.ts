import type { AsyncLocalStorage } from 'node:async_hooks';
import { SpanStatusCode, type Context, type HrTime, type Span, type Tracer } from '@opentelemetry/api';
import { OTHER_NAME } from '../catalog/command-name.ts';
import { follow, NOBODY } from '../host/follow.ts';
import { spanOf, withSpan } from '../span/context.ts';
import { monotonicNow } from '../span/time.ts';
import type { Declarations } from './declarations.ts';
import type { ErrorNotes } from './error-notes.ts';

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
  /** The command's: its span is the current one. */
  readonly context: Context;
  /** Asked before each step. */
  readonly mayBegin: () => boolean;
  readonly declared: Declarations;
  readonly errors: ErrorNotes;
  readonly onError: (error: unknown) => void;
  /** Where others see which step is under way. Default: nobody does. */
  readonly surroundings?: Surroundings;
  /** Takes what ends the span of a step that is over. Default: does it at once. */
  readonly settle?: (end: () => void) => void;
  /** Default: the process's own clock. */
  readonly now?: () => HrTime;
}

/** The asynchronous context of others, in which steps are to be the parents of what happens during them. */
export interface Surroundings {
  /** The context that a step begins in, given ours. */
  readonly outer: (own: Context) => Context;
  readonly run: <T>(context: Context, work: () => T) => T;
}

/** A loop that makes a step per file must not make a record of megabytes. */
const MAX_STEPS = 200;

/** Records steps as child spans, nested by the asynchronous context in which they begin. */
export function createSteps(input: StepsInput): Steps {
  const { tracer, declared, errors, onError, mayBegin, settle = atOnce, now = monotonicNow } = input;
  const open = new Set<Span>();
  const limit = createLimit();
  const nesting = createNesting(input);

  const begin = (name: string): Begun | undefined => {
    try {
      if (!mayBegin() || !limit.admit()) return undefined;
      const outer = nesting.outer();
      const known = declared.has('step', name) ? name : OTHER_NAME;
      const span = tracer.startSpan(known, { startTime: now() }, outer);
      open.add(span);
      return { span, inner: withSpan(outer, span) };
    } catch (error) {
      // The host's work is done whether or not it can be recorded.
      onError(error);
      return undefined;
    }
  };
  const end = (span: Span, outcome: StepOutcome): void => {
    // A step that outlives its command was ended with it.
    if (open.delete(span)) settle(endOf(span, outcome, now()));
  };
  return {
    run: (name, work) => {
      const begun = begin(name);
      if (begun === undefined) return follow(work, NOBODY);
      const { span } = begun;
      const onDone = (): void => end(span, { name: 'success' });
      const onFailed = (error: unknown): void =>
        end(span, { name: 'failure', errorName: errors.nameOf(error) });
      return nesting.run(begun.inner, () => follow(work, { onDone, onError: onFailed }));
    },
    current: () => nesting.current(open),
    dropped: limit.refused,
    endAll: () => {
      for (const span of open) end(span, { name: 'cancelled' });
    },
  };
}

/** The asynchronous contexts of steps. */
interface Nesting {
  /** The context that a step which begins now belongs in. */
  readonly outer: () => Context;
  readonly run: <T>(inner: Context, work: () => T) => T;
  /** The one of these spans that is under way here. */
  readonly current: (open: ReadonlySet<Span>) => Span | undefined;
}

function createNesting({ context, surroundings }: StepsInput): Nesting {
  let storage: AsyncLocalStorage<Context> | undefined;
  const own = (): Context | undefined => storage?.getStore();
  return {
    outer: () => {
      const found = own() ?? context;
      return surroundings?.outer(found) ?? found;
    },
    run: (inner, work) => {
      storage ??= new (process.getBuiltinModule('node:async_hooks').AsyncLocalStorage)();
      return storage.run(inner, () => (surroundings ? surroundings.run(inner, work) : work()));
    },
    current: (open) => {
      const span = spanOf(own());
      return span && open.has(span) ? span : undefined;
    },
  };
}

function atOnce(end: () => void): void {
  end();
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
  readonly inner: Context;
}

interface StepOutcome {
  readonly name: 'success' | 'failure' | 'cancelled';
  readonly errorName?: string;
}

/** Ends it as of then, when it is called. */
function endOf(span: Span, { name, errorName }: StepOutcome, endTime: HrTime): () => void {
  return () => {
    span.setAttribute('cli.outcome', name);
    if (errorName !== undefined) {
      span.setAttribute('error.type', errorName);
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end(endTime);
  };
}
