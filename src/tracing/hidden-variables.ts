/**
 * Runs work that finds none of the user's `OTEL_` variables: they are about the user's own services, and OpenTelemetry's
 * exporter merges their headers, keys included, into requests to whomever; its SDK prints by one of them.
 *
 * `process.env` stays what it is; another object stands in its place until the work, which is synchronous, is done.
 */
export function withoutPlainVariables<T>(work: () => T): T {
  const { env } = process;
  process.env = Object.fromEntries(Object.entries(env).filter(([name]) => !/^OTEL_/i.test(name)));
  try {
    return work();
  } finally {
    process.env = env;
  }
}
