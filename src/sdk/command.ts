import type { Context } from '@opentelemetry/api';
import type { Guard } from '../host/guard.ts';
import type { Host } from '../host/host.ts';
import type { Recorder } from '../host/recorder.ts';
import type { Run } from '../host/run.ts';
import type { TracedRun } from '../host/traced-run.ts';
import { createContext } from '../span/context.ts';
import type { Provider } from './api-types.ts';
import { flush } from './flush.ts';
import { createLateTracer, type LateTracer } from './late-tracer.ts';

/** The command of this process in the host's own SDK. */
export interface Command {
  /** Begins it, after a yes. */
  readonly begin: (input: CommandInput) => Run;
  readonly offer: (provider: Provider) => void;
  readonly enable: (isEnabled: boolean) => void;
  readonly end: (exitCode: number | undefined) => Promise<void>;
  /** Of the command span; a root where there is none. */
  readonly context: () => Context;
}

/** What a command is begun with. */
export interface CommandInput {
  readonly recorder: Pick<Recorder, 'createTracedRun'>;
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly guard: Pick<Guard, 'onError' | 'say'>;
  /** Asked before each span: whether no no has come since. A pending project setting is none. */
  readonly mayStart: () => boolean;
  /** Asked at the end. A pending project setting is a no. */
  readonly mayExport: () => boolean;
}

/** Waits for a yes, and for a provider. */
export function createCommand(): Command {
  let isEnabled = true;
  let provider: Provider | undefined;
  let begun: Begun | undefined;
  const end = async (exitCode?: number): Promise<void> => {
    const ending = begun;
    if (ending === undefined) return;
    ending.stopListening();
    try {
      ending.traced.end(exitCode);
    } catch (error) {
      // What a span processor of the host's throws must not end the host's command.
      ending.onError(error);
    }
    await flush(provider);
  };
  return {
    begin: (input) => {
      const { onError } = input.guard;
      const { late, traced } = startLate(input, () => isEnabled);
      const listener = (): void => void end();
      // Before the host's own, which may shut its SDK down there.
      process.prependOnceListener('beforeExit', listener);
      const stopListening = (): void => void process.removeListener('beforeExit', listener);
      begun = { late, traced, stopListening, onError };
      const discard = (): void => {
        traced.run.discard();
        stopListening();
      };
      return { ...traced.run, discard };
    },
    offer: (given) => {
      provider = given;
      begun?.late.offer(given);
    },
    enable: (wanted) => {
      isEnabled = wanted;
    },
    end,
    context: () => begun?.traced.context ?? ROOT,
  };
}

const ROOT = createContext();

interface Begun {
  readonly late: LateTracer;
  readonly traced: TracedRun;
  readonly stopListening: () => void;
  readonly onError: (error: unknown) => void;
}

function startLate(input: CommandInput, isEnabled: () => boolean): Pick<Begun, 'late' | 'traced'> {
  const { recorder, host, env, guard } = input;
  const mayStart = (): boolean => isEnabled() && input.mayStart();
  const mayExport = (): boolean => isEnabled() && input.mayExport();
  const late = createLateTracer({ mayStart, onError: guard.onError });
  const consent = { mayStart, mayExport };
  const traced = recorder.createTracedRun({
    tracer: late.tracer,
    parent: ROOT,
    host,
    env,
    consent,
    ...guard,
  });
  return { late, traced };
}
