import { hasLateNo, readConsent } from '../consent/consent.ts';
import type { ProjectSetting } from '../consent/consent-host.ts';
import type { Decision } from '../consent/decide.ts';
import { showNotice } from '../consent/notice.ts';
import { resolveEndpoint } from './endpoint.ts';
import { createGuard, type Guard } from './guard.ts';
import type { Host } from './host.ts';
import { attachInternals } from './internals.ts';
import { loadRecorder, senderFile } from './load-recorder.ts';
import { parseOptions } from './options.ts';
import type { Run } from './run.ts';
import { isSubordinate } from './subordinate.ts';
import type { TelemetryOptions } from './telemetry-options.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * Registers telemetry for this process. Called once, synchronously, at the top of the host's bootstrap; the command
 * span begins with the process and ends with it, and nothing needs to be flushed or awaited.
 *
 * Registering the same name again returns the first telemetry object.
 *
 * @throws TypeError when an option is unknown or not what it should be; nothing else ever throws.
 * @example
 * ```js
 * export const telemetry = registerTelemetry({ name: 'acme', version, endpoint: 'https://telemetry.acme.example' });
 * ```
 */
export function registerTelemetry(options: TelemetryOptions): Telemetry {
  const { env } = process;
  const host = parseOptions(options, env);
  const known = REGISTERED.get(host.name);
  if (known !== undefined) return known;
  const telemetry = createTelemetry(host, env);
  REGISTERED.set(host.name, telemetry);
  return telemetry;
}

const REGISTERED = new Map<string, Telemetry>();

function createTelemetry(host: Host, env: NodeJS.ProcessEnv): Telemetry {
  const guard = createGuard(`${host.prefix}_TELEMETRY_DEBUG`, env);
  let project: ProjectSetting = host.project;
  let verb: string | undefined;
  let isExcluded = false;
  let run: Run | undefined;
  guard(() => {
    if (isSubordinate(env)) return;
    const decision = decideAtStart(host, env);
    if (decision.granted) run = startRun(host, { env, guard, project: () => project });
    else if (decision.reading?.noticeDue) atExit(guard, () => isExcluded || notify());
  });
  const notify = (): void => showNotice({ host, env, args: process.argv.slice(2), verb });

  const telemetry: Telemetry = {
    get isRecording() {
      return run !== undefined && !isExcluded;
    },
    command: (name, flags = []) => guard(() => run?.setCommand(String(name), flags)),
    step: (name, work) => (run === undefined ? work() : run.step(name, work)),
    recordError: (error) => guard(() => run?.recordError(error)),
    projectSetting: (value) =>
      guard(() => {
        // A no is not taken back by a later yes of the same run.
        if (project !== false) project = value;
        if (project !== false) run?.release();
      }),
  };
  return attachInternals(telemetry, {
    host,
    env,
    run,
    guard,
    project: () => project,
    exclude: () => {
      isExcluded = true;
      run?.discard();
    },
    mountVerbs: (word) => {
      verb = word;
    },
  });
}

/** A setting that is still to come must not stop the run from being held in memory until it has come. */
function decideAtStart(host: Host, env: NodeJS.ProcessEnv): Decision {
  const project = host.project === 'pending' ? undefined : host.project;
  return readConsent({ host, env, project });
}

interface RunContext {
  readonly env: NodeJS.ProcessEnv;
  readonly guard: Guard;
  readonly project: () => ProjectSetting;
}

function startRun(host: Host, { env, guard, project }: RunContext): Run {
  const settled = (): ProjectSetting => {
    const now = project();
    return now === 'pending' ? undefined : now;
  };
  return loadRecorder(host).startRun({
    host,
    env,
    endpoint: resolveEndpoint(host, env),
    mayStart: () => !hasLateNo(host.paths, settled()),
    mayWrite: () => !hasLateNo(host.paths, project()),
    isHeld: host.project === 'pending',
    senderFile: senderFile(),
    onError: guard.onError,
  });
}

function atExit(guard: Guard, work: () => unknown): void {
  process.on('exit', () => guard(() => void work()));
}
