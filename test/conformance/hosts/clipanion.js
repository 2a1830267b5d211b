import { telemetry } from '../../fixtures/telemetry.js';
import { setTimeout as delay } from 'node:timers/promises';
import { instrumentClipanion, mountTelemetry } from 'commandspan/clipanion';

const { Builtins, Cli, Command, Option } = await import(process.env.TEST_FRAMEWORK);

class DeployFunction extends Command {
  static paths = [
    ['deploy', 'function'],
    ['deploy', 'fn'],
  ];

  name = Option.String();

  async execute() {
    console.log('deployed', this.name);
  }
}

class Build extends Command {
  static paths = [['build'], ['b']];

  static usage = { description: 'builds' };

  mode = Option.String('--mode', 'dev');

  quick = Option.Boolean('--quick');

  async execute() {
    console.log('built', this.mode);
  }
}

class FailLater extends Command {
  static paths = [['fail-later']];

  async execute() {
    await delay(5);
    throw new RangeError('secret-message');
  }
}

class Exit extends Command {
  static paths = [['exit']];

  code = Option.String();

  async execute() {
    process.exit(Number(this.code));
  }
}

class Serve extends Command {
  static paths = [Command.Default, ['serve']];

  port = Option.String('--port');

  async execute() {
    console.log('serving');
  }
}

class Stop extends Command {
  static paths = [['stop']];

  async execute() {
    console.log('stopped');
  }
}

const isDefault = process.env.TEST_HOST === 'default';
const commands = isDefault ? [Serve, Stop] : [DeployFunction, Build, FailLater, Exit];
const cli = Cli.from([...commands, Builtins.HelpCommand, Builtins.VersionCommand], {
  binaryName: 'acme',
  binaryVersion: '1.2.3',
});
instrumentClipanion(cli, telemetry);
mountTelemetry(cli, telemetry);
// What a plug-in does.
for (const name of ['late', 'secret-plugin']) {
  cli.register(
    class extends Command {
      static paths = [[name]];

      async execute() {
        console.log(name);
      }
    },
  );
}

if (process.env.TEST_HOST === 'twice') {
  for (const args of JSON.parse(process.env.TEST_LINES)) console.log(await cli.run(args));
} else {
  await cli.runExit(process.argv.slice(2));
}
