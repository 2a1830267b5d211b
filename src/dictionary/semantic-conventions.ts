/** Version of OpenTelemetry's semantic conventions that the registry builds on; the newest that Weaver's own examples use. */
export const SEMANTIC_CONVENTIONS_VERSION = '1.40.0';

/**
 * The attributes of the catalog that OpenTelemetry's semantic conventions define. In a registry they are referred to,
 * never defined again.
 */
export const SEMANTIC_CONVENTIONS: ReadonlySet<string> = new Set([
  'service.name',
  'service.version',
  'telemetry.sdk.language',
  'telemetry.sdk.name',
  'telemetry.sdk.version',
  'telemetry.distro.name',
  'telemetry.distro.version',
  'os.type',
  'os.version',
  'host.arch',
  'process.runtime.name',
  'process.runtime.version',
  'process.interactive',
  'app.installation.id',
  'process.executable.name',
  'process.exit.code',
  'error.type',
]);
