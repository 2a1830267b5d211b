export const instrumentCac = () => undefined;
export const mountTelemetry = () => undefined;
