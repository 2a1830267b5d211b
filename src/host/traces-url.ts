/** Appends `v1/traces` to a base URL (OTLP specification, "Endpoint URLs for OTLP/HTTP"). */
export function tracesUrl(base: URL): string {
  // Given with the path, as the variable of one signal has it, it is complete.
  if (base.pathname.endsWith('/v1/traces')) return base.href;
  return new URL('v1/traces', base.href.endsWith('/') ? base : `${base.href}/`).href;
}
