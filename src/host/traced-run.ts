import type { Context, Tracer } from '@opentelemetry/api';
import type { Host } from './host.ts';
import type { Run } from './run.ts';

/** What a traced run is made of. */
export interface TracedRunInput {
  /** Of any SDK and any copy of the API 1.x. */
  readonly tracer: Tracer;
  readonly host: Pick<Host, 'name' | 'declared' | 'attributes'>;
  readonly env: NodeJS.ProcessEnv;
  /** What the command span is a child of; `createContext()` for nothing. */
  readonly parent: Context;
  /** Default: the run is recorded, and each span ends when it is over. */
  readonly consent?: TracedConsent;
  /** Takes errors of ours; prints them only when the user asked for it. */
  readonly onError: (error: unknown) => void;
  /** Tells a user who asked to be told. */
  readonly say: (text: string) => void;
}

/**
 * What is asked where nothing may be exported after a no: what has ended is then handed to the tracer's SDK at the end
 * of the command only, all of it or nothing.
 */
export interface TracedConsent {
  /** Asked before each step: whether no no has come since. A pending project setting is none. */
  readonly mayStart: () => boolean;
  /** Asked at the end. A pending project setting is a no. */
  readonly mayExport: () => boolean;
}

/** The command of this process, as spans of a tracer that is not ours. */
export interface TracedRun {
  readonly run: Run;
  /** The context of the command span, of which everything else in this process may become a child. */
  readonly context: Context;
  /**
   * Ends the command span; it ends in `exit` anyway, which is too late for whoever sends asynchronously. Does nothing
   * when it has ended.
   *
   * @param exitCode default: the process's, as far as it has one.
   */
  readonly end: (exitCode?: number) => void;
}
