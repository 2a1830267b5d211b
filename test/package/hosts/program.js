import { telemetry } from './telemetry.js';
import { Command } from 'commander';
import { instrumentCommander, mountTelemetry } from 'commandspan/commander';

const program = new Command('acme');
program.command('deploy').action(() => console.log('deployed'));
program.command('wait').action(() => {
  console.log('waiting');
  setInterval(() => undefined, 1000);
});
program.command('verify').action(() => process.exit(3));
// The tests have made each part of commandspan note that it is evaluated.
program.command('look').action(() => {
  process.on('exit', () => console.log(JSON.stringify(process.evaluated ?? [])));
});
instrumentCommander(program, telemetry);
mountTelemetry(program, telemetry);
void program.parseAsync();
