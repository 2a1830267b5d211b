/** A word that stands in no source. */
export const ZANZIBAR = 'zanzibar';

/** The user's trace, as a build hands it to the programs that it starts. */
export const USERS_TRACE_ID: string = 'c'.repeat(32);

/** The span of the build in whose name they are started. */
export const USERS_PARENT_ID: string = 'a'.repeat(16);

const SIGNALS = ['TRACES', 'METRICS', 'LOGS'] as const;

/** What an exporter reads for all signals, and for each. */
const EXPORTER = {
  ENDPOINT: 'http://127.0.0.1:1/zanzibar',
  HEADERS: 'authorization=zanzibar,x-zanzibar=zanzibar',
  PROTOCOL: 'grpc',
  COMPRESSION: 'none',
  TIMEOUT: '1',
  CERTIFICATE: '/zanzibar.pem',
  CLIENT_CERTIFICATE: '/zanzibar.pem',
  CLIENT_KEY: '/zanzibar.key',
  INSECURE: 'true',
} as const;

const LIMITS = [
  'OTEL_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_SPAN_EVENT_COUNT_LIMIT',
  'OTEL_SPAN_LINK_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT',
  'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_BSP_SCHEDULE_DELAY',
  'OTEL_BSP_EXPORT_TIMEOUT',
  'OTEL_BSP_MAX_QUEUE_SIZE',
  'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
  'OTEL_BLRP_SCHEDULE_DELAY',
  'OTEL_BLRP_EXPORT_TIMEOUT',
  'OTEL_BLRP_MAX_QUEUE_SIZE',
  'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE',
  'OTEL_METRIC_EXPORT_INTERVAL',
  'OTEL_METRIC_EXPORT_TIMEOUT',
] as const;

/**
 * Every variable that OpenTelemetry's SDK 2.x or 3.x reads, and those that carry a trace, each with what does the
 * most harm to whoever listens to it, or with the user's secret. `OTEL_SDK_DISABLED` is heard, and so not among them.
 */
export const HOSTILE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['', ...SIGNALS.map((signal) => `${signal}_`)].flatMap((signal) =>
      Object.entries(EXPORTER).map(([option, value]) => [`OTEL_EXPORTER_OTLP_${signal}${option}`, value]),
    ),
  ),
  ...Object.fromEntries(LIMITS.map((name) => [name, '1'])),
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'zanzibar',
  OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: 'zanzibar',
  OTEL_EXPORTER_PROMETHEUS_HOST: 'zanzibar',
  OTEL_EXPORTER_PROMETHEUS_PORT: '1',
  OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'http://127.0.0.1:1/zanzibar',
  OTEL_RESOURCE_ATTRIBUTES: 'user.name=zanzibar,service.name=zanzibar,service.version=9',
  OTEL_SERVICE_NAME: 'zanzibar',
  OTEL_TRACES_SAMPLER: 'always_off',
  OTEL_TRACES_SAMPLER_ARG: '0',
  OTEL_TRACES_EXPORTER: 'none',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_METRICS_EXEMPLAR_FILTER: 'always_on',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_NODE_RESOURCE_DETECTORS: 'all',
  OTEL_NODE_EXPERIMENTAL_SDK_METRICS: 'true',
  OTEL_PROPAGATORS: 'none',
  OTEL_LOG_LEVEL: 'all',
  OTEL_SEMCONV_STABILITY_OPT_IN: 'zanzibar',
  OTEL_CONFIG_FILE: '/zanzibar.yaml',
  TRACEPARENT: `00-${USERS_TRACE_ID}-${USERS_PARENT_ID}-00`,
  TRACESTATE: 'zanzibar=zanzibar',
  BAGGAGE: 'zanzibar=zanzibar',
};

/**
 * The same variables, as they must be for the user's own tracing to work.
 *
 * @param url base URL of the user's collector.
 */
export function workingVariables(url: string): Readonly<Record<string, string>> {
  const protocols = Object.keys(HOSTILE).filter((name) => name.endsWith('_PROTOCOL'));
  const timeouts = Object.keys(HOSTILE).filter((name) => name.endsWith('_TIMEOUT'));
  return {
    ...HOSTILE,
    ...Object.fromEntries([...LIMITS, ...timeouts].map((name) => [name, '60000'])),
    ...Object.fromEntries(protocols.map((name) => [name, 'http/protobuf'])),
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/v1/traces`,
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_TRACES_SAMPLER: 'parentbased_always_on',
    OTEL_PROPAGATORS: 'tracecontext,baggage',
    TRACEPARENT: `00-${USERS_TRACE_ID}-${USERS_PARENT_ID}-01`,
  };
}
