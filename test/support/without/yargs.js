export const instrumentYargs = () => undefined;
export const mountTelemetry = () => undefined;
