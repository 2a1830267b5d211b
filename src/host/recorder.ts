import type { describeResource } from '../resource/resource.ts';
import type { Endpoint } from './endpoint.ts';
import type { Host } from './host.ts';
import type { RecordedRun } from './run.ts';
import type { KilledRecord } from '../spool/killed.ts';
import type { SenderSources } from '../spool/sender-process.ts';
import type { TracedRun, TracedRunInput } from './traced-run.ts';

/** What a recorder needs to record the run of one process. */
export interface RunInput {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly endpoint: Endpoint;
  /** Asked at each span start: whether no no has come since. A pending project setting is none. */
  readonly mayStart: () => boolean;
  /** Asked before anything is kept: whether no no has come since. A pending project setting is one. */
  readonly mayWrite: () => boolean;
  /** Whether to keep off the disk until {@link Run.release}. */
  readonly isHeld: boolean;
  /** Whether the user only wants to see the payload of this run: nothing is kept or sent, and no id is made. */
  readonly isShown: boolean;
  /** What can be started at the end of the run when a send is due. */
  readonly sender: SenderSources;
  /** Takes errors of ours; prints them only when the user asked for it. */
  readonly onError: (error: unknown) => void;
  /** Tells a user who asked to be told. */
  readonly say: (text: string) => void;
}

/** The part of commandspan that is loaded only after a yes: OpenTelemetry's SDK and all that writes. */
export interface Recorder {
  readonly startRun: (input: RunInput) => RecordedRun;
  readonly killedRecord: KilledRecord;
  /** Makes the command's span with a tracer that is not ours. @throws what the tracer throws. */
  readonly createTracedRun: (input: TracedRunInput) => TracedRun;
  readonly describeResource: typeof describeResource;
  /** Rehearses a run in a folder, so that a code cache of the bundle is complete. */
  readonly warmUp: (folder: string) => void;
}
