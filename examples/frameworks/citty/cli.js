import { telemetry } from './telemetry.js';
import { defineCommand, runMain } from 'citty';
import { instrumentCitty, mountTelemetry } from 'commandspan/citty';
import { hello, wave } from '../greet.js';

const main = defineCommand({
  meta: { name: 'greet', version: '1.0.0', description: 'says hello' },
  subCommands: {
    hello: {
      args: { name: { type: 'positional' }, loud: { type: 'boolean' } },
      run: ({ args }) => hello(args.name, args.loud),
    },
    wave: { run: wave },
  },
});

await runMain(mountTelemetry(instrumentCitty(main, telemetry), telemetry));
