import { telemetry } from './telemetry.js';
import { Builtins, Cli, Command, Option } from 'clipanion';
import { instrumentClipanion, mountTelemetry } from 'commandspan/clipanion';
import { hello, wave } from '../greet.js';

class HelloCommand extends Command {
  static paths = [['hello']];

  name = Option.String();

  loud = Option.Boolean('--loud');

  async execute() {
    hello(this.name, this.loud);
  }
}

class WaveCommand extends Command {
  static paths = [['wave']];

  async execute() {
    await wave();
  }

  /** clipanion itself prints errors on stdout. */
  async catch(error) {
    console.error(error.message);
    process.exit(1);
  }
}

const cli = new Cli({ binaryName: 'greet', binaryVersion: '1.0.0' });
cli.register(HelloCommand);
cli.register(WaveCommand);
cli.register(Builtins.HelpCommand);
cli.register(Builtins.VersionCommand);

instrumentClipanion(cli, telemetry);
mountTelemetry(cli, telemetry);
await cli.runExit(process.argv.slice(2));
