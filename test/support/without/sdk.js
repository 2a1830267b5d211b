import { registerTelemetry } from './index.js';

/** What a host would write in the place of ours: an instrumentation that does nothing. */
export class CommandInstrumentation {
  instrumentationName = 'none';
  instrumentationVersion = '0.0.0';
  telemetry = registerTelemetry();
  contextManager = undefined;
  enable() {}
  disable() {}
  setTracerProvider() {}
  setMeterProvider() {}
  setConfig() {}
  getConfig() {
    return { enabled: true };
  }
  async end() {}
}

export const commandResource = () => undefined;
export class ConsentSampler {
  shouldSample() {
    return { decision: 2 };
  }
}
