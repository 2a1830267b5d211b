/** What a host would write in the place of telemetry if it had none. */
export function registerTelemetry() {
  return {
    isRecording: false,
    command: () => undefined,
    set: () => undefined,
    step: (_name, work) => work(),
    recordError: () => undefined,
    projectSetting: () => undefined,
    childEnv: (env = process.env) => ({ ...env }),
  };
}

/** Is never the sender. */
export const runSender = () => Promise.resolve(false);

/** Declares nothing. */
export const attribute = new Proxy({}, { get: () => () => undefined });

export const readConsent = () => ({ granted: false });
