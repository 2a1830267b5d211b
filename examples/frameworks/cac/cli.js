import { telemetry } from './telemetry.js';
import { cac } from 'cac';
import { instrumentCac, mountTelemetry } from 'commandspan/cac';
import { hello, wave } from '../greet.js';

const cli = cac('greet').help().version('1.0.0');
cli
  .command('hello <name>', 'say hello')
  .option('--loud', 'in capitals')
  .action((name, { loud }) => hello(name, loud));
cli.command('wave', 'wave at somebody').action(wave);

instrumentCac(cli, telemetry);
mountTelemetry(cli, telemetry);
try {
  cli.parse(process.argv, { run: false });
  await cli.runMatchedCommand();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
