import { Command } from 'clipanion';

export const instrumentClipanion = () => undefined;

/** Lists a command of that name, as the mounted verbs are listed. */
export const mountTelemetry = (cli) => {
  const hasCommands = [...cli.registrations.keys()].some(({ paths = [] }) =>
    paths.some(([first = '-']) => !first.startsWith('-')),
  );
  if (!hasCommands) return;
  cli.register(
    class extends Command {
      static paths = [['telemetry']];

      static usage = { description: 'see and change what acme records about its use' };
    },
  );
};
