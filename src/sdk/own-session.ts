import type { HostAttributes } from '../catalog/host-attribute.ts';
import { PARTS_INSIDE } from '../host/parts-inside.ts';
import { permitted } from '../host/permitted.ts';
import { closedSession } from '../host/closed-session.ts';
import { createTelemetry } from '../host/create-telemetry.ts';
import { follow, NOBODY } from '../host/follow.ts';
import { createGuard } from '../host/guard.ts';
import { parseOwnSdkOptions } from '../host/options.ts';
import type { Parts } from '../host/parts.ts';
import type { Recorder, RunInput } from '../host/recorder.ts';
import type { Run } from '../host/run.ts';
import type { OpenSession } from '../host/session.ts';
import type { Telemetry } from '../host/telemetry.ts';
import { writeWhole } from '../terminal/write-whole.ts';
import type { Command } from './command.ts';
import type { CommandOptions } from './command-options.ts';

/**
 * Registers a host whose only pipeline is its own SDK: consent, the notice and the verbs are those of every host, and
 * in the place of the recorder stands the command in that SDK.
 *
 * @throws TypeError when an option is unknown or not what it should be.
 */
export function openOwnSession<Attributes extends HostAttributes>(
  options: CommandOptions<Attributes>,
  command: Command,
): Telemetry<Attributes> {
  const { env, parts: loadable } = permitted(PARTS_INSIDE);
  const parts: Parts = {
    ...loadable,
    recorder: (paths): Recorder => {
      const recorder = loadable.recorder(paths);
      // Runs that this one starts learn of it from the SDK's own context, if the host hands that on.
      const asParent = (): undefined => undefined;
      return { ...recorder, startRun: (input) => ({ ...startRun(input, { command, recorder }), asParent }) };
    },
  };
  const host = parseOwnSdkOptions(options, env);
  const guard = createGuard(`${host.prefix}_TELEMETRY_DEBUG`, env);
  let session: OpenSession | undefined;
  guard(() => {
    session = parts.session(host.paths).openSession(host, env, parts);
  });
  return createTelemetry(session ?? closedSession(host, env, guard), parts);
}

interface Begin {
  readonly command: Command;
  readonly recorder: Recorder;
}

function startRun(input: RunInput, { command, recorder }: Begin): Run {
  const { host, env, endpoint, mayWrite: mayExport, onError, say, isShown } = input;
  const its = `an OpenTelemetry SDK of its own`;
  // What nobody can show must not be sent either.
  if (isShown)
    writeWhole(
      2,
      `${host.name} telemetry: nothing to show, because it sends through ${its}; this run is not recorded.\n`,
    );
  else if (endpoint.isUsersOwn)
    say(`nothing is recorded: ${its} sends, which knows nothing of ${endpoint.url}`);
  else {
    // The first answer is the one that this run was begun with.
    input.mayStart();
    return command.begin({
      recorder,
      host,
      env,
      guard: { onError, say },
      mayStart: input.mayStart,
      mayExport,
    });
  }
  return NOBODY_LISTENS;
}

const ignore = (): void => undefined;

const NOBODY_LISTENS: Run = {
  declare: ignore,
  setCommand: ignore,
  set: ignore,
  recordError: ignore,
  recordUsageError: ignore,
  step: (_name, work) => follow(work, NOBODY),
  release: ignore,
  discard: ignore,
};
