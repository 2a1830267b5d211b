import { fs } from '../disk/builtin.ts';
import { isSubordinate } from '../host/subordinate.ts';
import { sessionOf } from '../host/session-of.ts';
import type { Session } from '../host/session.ts';
import type { Registered } from '../host/telemetry.ts';
import { unseen } from '../host/unseen.ts';
import { bothRuns } from './both-runs.ts';
import { openPipeline } from './pipeline.ts';
import { readSettings, wantsTracing } from './settings.ts';
import { parseTracingOptions, type TracingOptions } from './tracing-options.ts';

/**
 * Sends the runs of the host to the user's own collector, if the user asked for it with
 * `ACME_OTEL_EXPORTER_OTLP_ENDPOINT`: the command span, its steps, and what the host's own instrumentations record,
 * through the host's `@opentelemetry/sdk-node` and `@opentelemetry/exporter-trace-otlp-http`. Otherwise looks at the
 * environment and does nothing. Has nothing to do with usage telemetry, nor with consent to it.
 *
 * Called once, right after `registerTelemetry` and before adapters are attached.
 *
 * @returns whether this run is traced.
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`, or an option is unknown or not what it
 * should be. When something else is in the way, one line on stderr says so, and the command goes on.
 * @example
 * ```js
 * startTracing(telemetry, { instrumentations: () => [new HttpInstrumentation()] });
 * ```
 */
export function startTracing(telemetry: Registered, options: TracingOptions = {}): boolean {
  const session = sessionOf(telemetry);
  const parsed = parseTracingOptions(options);
  const { host, env, guard } = session;
  if (!wantsTracing(host.prefix, env) || isSubordinate(env) || STARTED.has(session)) return false;
  STARTED.add(session);
  const warn = (text: string): void => printLine(`${host.name}: ${text}`);
  let isTraced = false;
  guard(() => {
    const settings = readSettings(host.prefix, env, warn);
    let traced: ReturnType<typeof openPipeline>;
    try {
      traced = settings && openPipeline({ session, settings, options: parsed, warn });
    } catch (error) {
      warn('this run is not traced: an option of startTracing, or OpenTelemetry, failed');
      throw error;
    }
    if (traced === undefined) return;
    session.observe((recorded) => (recorded === undefined ? traced.run : bothRuns(recorded, traced.run)));
    session.childVariables.push(traced.childVariables);
    isTraced = true;
  });
  return isTraced;
}

const STARTED = new WeakSet<Session>();

/** To whoever asked for something that cannot be had. */
function printLine(text: string): void {
  try {
    unseen(() => fs.writeSync(2, `${text}\n`));
  } catch {
    // A closed stderr has nobody to tell.
  }
}
