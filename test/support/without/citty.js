export const instrumentCitty = (main) => main;

/** Lists a command of that name, as the mounted verbs are listed. */
export const mountTelemetry = (main) => {
  const { subCommands } = main;
  const isLoaded = typeof subCommands === 'function';
  if (!isLoaded && Object.keys(subCommands ?? {}).length === 0) return main;
  if (!isLoaded && 'telemetry' in subCommands) return main;
  const meta = { name: 'telemetry', description: 'see and change what acme records about its use' };
  const add = (commands) => ({ telemetry: { meta }, ...commands });
  const read = (key) => {
    if (key === 'subCommands') return isLoaded ? async () => add(await subCommands()) : add(main.subCommands);
    return typeof main[key] === 'function' ? main[key].bind(main) : main[key];
  };
  return new Proxy({}, { get: (_target, key) => read(key), has: (_target, key) => key in main });
};
