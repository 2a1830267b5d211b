import { telemetry } from '../../fixtures/telemetry.js';
import { setTimeout as delay } from 'node:timers/promises';
import { instrumentCommander, mountTelemetry } from 'commandspan/commander';

const { Command } = await import(process.env.TEST_FRAMEWORK);

function createProgram() {
  const program = new Command('acme').version('1.2.3');
  program
    .command('deploy')
    .command('function <name>')
    .alias('fn')
    .action((name) => console.log('deployed', name));
  program
    .command('build')
    .alias('b')
    .option('--mode <mode>', 'what for', 'dev')
    .option('--quick')
    .action(({ mode }) => console.log('built', mode));
  program.command('fail-later').action(async () => {
    await delay(5);
    throw new RangeError('secret-message');
  });
  program.command('exit <code>').action((code) => process.exit(Number(code)));
  return program;
}

function createProgramWithDefault() {
  const program = new Command('acme').version('1.2.3');
  program
    .command('serve', { isDefault: true })
    .option('--port <n>')
    .action(() => console.log('serving'));
  program.command('stop').action(() => console.log('stopped'));
  return program;
}

async function run(args) {
  const program = process.env.TEST_HOST === 'default' ? createProgramWithDefault() : createProgram();
  instrumentCommander(program, telemetry);
  mountTelemetry(program, telemetry);
  if (process.env.TEST_HOST !== 'default') {
    for (const name of ['late', 'secret-plugin']) program.command(name).action(() => console.log(name));
  }
  await program.parseAsync(args, { from: 'user' });
}

if (process.env.TEST_HOST === 'twice') {
  for (const args of JSON.parse(process.env.TEST_LINES)) {
    await run(args).catch(({ name }) => console.log(name));
  }
} else {
  await run(process.argv.slice(2));
}
