import { telemetry } from './telemetry.js';
import { Command } from 'commander';
import { instrumentCommander, mountTelemetry } from 'commandspan/commander';
import { hello, wave } from '../frameworks/greet.js';

const program = new Command('greet').version('1.0.0');
program
  .command('hello <name>')
  .option('--loud')
  .action((name, { loud }) => telemetry.step('greet', () => hello(name, loud)));
program.command('wave').action(wave);

instrumentCommander(program, telemetry);
mountTelemetry(program, telemetry);
try {
  await program.parseAsync();
} catch (error) {
  // Caught, and no process.exit(): a command that ends by itself leaves its SDK the time to export.
  console.error(error.message);
  process.exitCode = 1;
}
