export const instrumentCommander = () => undefined;
export const mountTelemetry = () => undefined;
