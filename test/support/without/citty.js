export const instrumentCitty = (main) => main;

/** Lists a command of that name, as the mounted verbs are listed. */
export const mountTelemetry = (main) => {
  const telemetry = {
    meta: { name: 'telemetry', description: 'see and change what acme records about its use' },
  };
  return { ...main, ...(main.subCommands && { subCommands: () => ({ ...main.subCommands, telemetry }) }) };
};
