import { telemetry } from './telemetry.js';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { instrumentYargs, mountTelemetry } from 'commandspan/yargs';
import { hello, wave } from '../greet.js';

const program = yargs(hideBin(process.argv))
  .scriptName('greet')
  .command('hello <name>', 'say hello', { loud: { type: 'boolean' } }, ({ name, loud }) => hello(name, loud))
  .command('wave', 'wave at somebody', {}, wave)
  .demandCommand(1)
  .strict();

instrumentYargs(program, telemetry);
mountTelemetry(program, telemetry);
await program.parseAsync();
