/** Checked by the compiler only, never run: the types of `@types/yargs`, which stand for 17 and 18. */
import yargs from 'yargs';
import { registerTelemetry } from '../../src/index.ts';
import { instrumentYargs, mountTelemetry } from '../../src/yargs.ts';

const telemetry = registerTelemetry({ name: 'acme', version: '1.0.0', endpoint: 'https://acme.example' });
const program = yargs(['build'])
  .option('mode', { choices: ['dev', 'prod'] as const, demandOption: true })
  .command('build', 'build', { quick: { type: 'boolean' } }, ({ quick = false }) => {
    void quick.valueOf();
  })
  .strict();

instrumentYargs(program, telemetry);
mountTelemetry(program, telemetry, { name: 'usage' });
instrumentYargs(yargs(), telemetry);

// @ts-expect-error -- the function that makes programs is none
instrumentYargs(yargs, telemetry);
// @ts-expect-error -- telemetry comes second
mountTelemetry(telemetry, program);
