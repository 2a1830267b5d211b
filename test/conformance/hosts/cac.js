import { telemetry } from '../../fixtures/telemetry.js';
import { setTimeout as delay } from 'node:timers/promises';
import { instrumentCac, mountTelemetry } from 'commandspan/cac';

const { cac } = await import(process.env.TEST_FRAMEWORK);

function createProgram() {
  const cli = cac('acme').help().version('1.2.3');
  cli.command('deploy <kind> <name>', 'deploy a part').action((_kind, name) => console.log('deployed', name));
  cli
    .command('build', 'build all parts')
    .alias('b')
    .option('--mode <mode>', 'what for', { default: 'dev' })
    .option('--quick', 'leave out what takes long')
    .action(({ mode }) => console.log('built', mode));
  cli.command('fail-later', 'fail after a moment').action(async () => {
    await delay(5);
    throw new RangeError('secret-message');
  });
  cli.command('exit <code>', 'exit with a code').action((code) => process.exit(Number(code)));
  // Version 6 is an emitter of Node's, version 7 a target of the Web's.
  (cli.on ?? cli.addEventListener).call(cli, 'command:*', () => {
    console.error('unknown command');
    process.exit(1);
  });
  return cli;
}

function createProgramWithDefault() {
  const cli = cac('acme').help().version('1.2.3');
  cli
    .command('', 'serve')
    .option('--port <n>', 'where')
    .action(() => console.log('serving'));
  cli.command('stop', 'stop').action(() => console.log('stopped'));
  return cli;
}

async function run(args) {
  const cli = process.env.TEST_HOST === 'default' ? createProgramWithDefault() : createProgram();
  instrumentCac(cli, telemetry);
  mountTelemetry(cli, telemetry);
  if (process.env.TEST_HOST !== 'default') {
    for (const name of ['late', 'secret-plugin']) cli.command(name, name).action(() => console.log(name));
  }
  const { options } = cli.parse(['node', 'acme', ...args], { run: false });
  await cli.runMatchedCommand();
  if (cli.matchedCommand === undefined && !options.help && !options.version) {
    cli.outputHelp();
    process.exitCode = 1;
  }
}

if (process.env.TEST_HOST === 'twice') {
  for (const args of JSON.parse(process.env.TEST_LINES)) {
    await run(args).catch(({ name }) => console.log(name));
  }
} else {
  await run(process.argv.slice(2)).catch((error) => {
    console.error(error.stack);
    process.exit(1);
  });
}
