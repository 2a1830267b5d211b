import { Command } from 'clipanion';

export const instrumentClipanion = () => undefined;

/** Lists a command of that name, as the mounted verbs are listed. */
export const mountTelemetry = (cli) => {
  const paths = [...cli.registrations.keys()].flatMap((command) => command.paths ?? []);
  const firstWords = paths.map(([first = '-']) => first).filter((first) => !first.startsWith('-'));
  if (firstWords.length === 0 || firstWords.includes('telemetry')) return;
  cli.register(
    class extends Command {
      static paths = [['telemetry']];

      static usage = { description: 'see and change what acme records about its use' };
    },
  );
};
