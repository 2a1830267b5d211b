/**
 * Checked by the compiler only, never run: the functions take what clipanion makes.
 */
import { Builtins, Cli, Command, type BaseContext } from 'clipanion';
import { instrumentClipanion, mountTelemetry } from '../../src/clipanion.ts';
import { registerTelemetry } from '../../src/index.ts';

const telemetry = registerTelemetry({
  name: 'acme',
  version: '1.0.0',
  endpoint: 'https://telemetry.acme.example',
});

const cli = Cli.from([Builtins.HelpCommand]);
instrumentClipanion(cli, telemetry);
mountTelemetry(cli, telemetry, { name: 'stats' });

interface Context extends BaseContext {
  readonly cwd: string;
}
abstract class BaseCommand extends Command<Context> {}
const withContext = new Cli<Context>({ binaryName: 'acme' });
instrumentClipanion(withContext, telemetry);
mountTelemetry(withContext, telemetry);

// @ts-expect-error -- a class is no instance
instrumentClipanion(BaseCommand, telemetry);
// @ts-expect-error -- no telemetry object
instrumentClipanion(cli, {});
