import { telemetry } from '../../fixtures/telemetry.js';
import { setTimeout as delay } from 'node:timers/promises';
import { instrumentYargs, mountTelemetry } from 'commandspan/yargs';

const { default: yargs } = await import(process.env.TEST_FRAMEWORK);

function createProgram(args) {
  return yargs(args)
    .scriptName('acme')
    .version('1.2.3')
    .command('deploy', 'deploy a part', (deploy) =>
      deploy
        .command(['function <name>', 'fn'], 'deploy a function', {}, ({ name }) =>
          console.log('deployed', name),
        )
        .demandCommand(1),
    )
    .command({
      command: 'build',
      aliases: ['b'],
      describe: 'build all parts',
      builder: { mode: { default: 'dev', requiresArg: true }, quick: { type: 'boolean' } },
      handler: ({ mode }) => console.log('built', mode),
    })
    .command('fail-later', 'fail after a moment', {}, async () => {
      await delay(5);
      throw new RangeError('secret-message');
    })
    .command('exit <code>', 'exit with a code', {}, ({ code }) => process.exit(code))
    .demandCommand(1)
    .strict();
}

function createProgramWithDefault(args) {
  return yargs(args)
    .scriptName('acme')
    .version('1.2.3')
    .command(['serve', '$0'], 'serve', { port: { type: 'number' } }, () => console.log('serving'))
    .command('stop', 'stop', {}, () => console.log('stopped'))
    .strict();
}

async function run(args) {
  const program = process.env.TEST_HOST === 'default' ? createProgramWithDefault(args) : createProgram(args);
  instrumentYargs(program, telemetry);
  mountTelemetry(program, telemetry);
  if (process.env.TEST_HOST !== 'default') {
    for (const name of ['late', 'secret-plugin']) program.command(name, name, {}, () => console.log(name));
  }
  // Else yargs would end the process with the first failure.
  if (process.env.TEST_HOST === 'twice') program.fail(false);
  await program.parseAsync();
}

if (process.env.TEST_HOST === 'twice') {
  for (const args of JSON.parse(process.env.TEST_LINES)) {
    await run(args).catch(({ name }) => console.log(name));
  }
} else {
  await run(process.argv.slice(2));
}
