/** Checked by the compiler only, never run: programs of both majors fit. */
import { cac as cacOf7 } from 'cac';
import { cac as cacOf6 } from 'cac-6';
import { instrumentCac, mountTelemetry } from '../../src/cac.ts';
import { registerTelemetry } from '../../src/index.ts';

const telemetry = registerTelemetry({ name: 'acme', version: '1.0.0', endpoint: 'https://acme.example' });

for (const cli of [cacOf6('acme'), cacOf7('acme')]) {
  instrumentCac(cli, telemetry);
  mountTelemetry(cli, telemetry, { name: 'usage' });
}

// @ts-expect-error -- the function that makes programs is none
instrumentCac(cacOf7, telemetry);
// @ts-expect-error -- telemetry comes second
mountTelemetry(telemetry, cacOf7('acme'));
