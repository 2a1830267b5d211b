/**
 * Checked by the compiler only, never run: the functions take and give what every version of citty does.
 */
import * as citty from 'citty';
import * as citty01 from 'citty-0.1';
import { instrumentCitty, mountTelemetry } from '../../src/citty.ts';
import { registerTelemetry } from '../../src/index.ts';

const telemetry = registerTelemetry({
  name: 'acme',
  version: '1.0.0',
  endpoint: 'https://telemetry.acme.example',
});

const main = citty.defineCommand({
  meta: { name: 'acme', alias: 'a' },
  args: { mode: { type: 'enum', options: ['dev', 'prod'] }, port: { type: 'string', required: true } },
  default: 'build',
  subCommands: { build: () => Promise.resolve(citty.defineCommand({ run: () => undefined })) },
  plugins: [citty.defineCittyPlugin({ name: 'plugin' })],
  run: ({ args }) => args.port,
});
void citty.runMain(mountTelemetry(instrumentCitty(main, telemetry), telemetry, { name: 'stats' }));
void citty.createMain(instrumentCitty(main, telemetry))({ rawArgs: [] });
instrumentCitty(main, telemetry) satisfies typeof main;

const main01 = citty01.defineCommand({
  meta: async () => ({ name: 'acme' }),
  args: { port: { type: 'string', required: true } },
  subCommands: async () => ({ build: citty01.defineCommand({ run: () => undefined }) }),
  run: ({ args }) => args.port,
});
void citty01.runMain(mountTelemetry(instrumentCitty(main01, telemetry), telemetry));
void citty01.runCommand(instrumentCitty(main01, telemetry), { rawArgs: [] });

// @ts-expect-error -- what runs is no definition
instrumentCitty(citty.runMain, telemetry);
// @ts-expect-error -- no telemetry object
instrumentCitty(main, {});
// @ts-expect-error -- misspelt
mountTelemetry(main, telemetry, { word: 'stats' });
