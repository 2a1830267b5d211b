/**
 * Runs work that finds none of the user's `OTEL_` variables: they are about the user's own services, and OpenTelemetry's
 * exporter merges their headers, keys included, into requests to whomever; its SDK prints by one of them.
 *
 * Another object stands in the place of `process.env` until the work, which is synchronous, is done; what is written to
 * it meanwhile is written to the environment then.
 */
export function withoutPlainVariables<T>(work: () => T): T {
  const { env } = process;
  const before = Object.fromEntries(Object.entries(env).filter(([name]) => !/^OTEL_/i.test(name)));
  const shown: NodeJS.ProcessEnv = { ...before };
  process.env = shown;
  try {
    return work();
  } finally {
    process.env = env;
    for (const name of Object.keys({ ...before, ...shown })) {
      if (shown[name] === undefined) delete env[name];
      else if (shown[name] !== before[name]) env[name] = shown[name];
    }
  }
}
