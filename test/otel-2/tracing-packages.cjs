// What a host with SDK 2.x hands to startTracing.
module.exports = {
  ...require('@opentelemetry/sdk-node'),
  ...require('@opentelemetry/exporter-trace-otlp-http'),
  ...require('@opentelemetry/instrumentation-http'),
};
