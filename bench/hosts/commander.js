import { telemetry } from './telemetry.js';
import { instrumentCommander, mountTelemetry } from 'commandspan/commander';
import { program } from './program.js';

instrumentCommander(program, telemetry);
mountTelemetry(program, telemetry);
await program.parseAsync(['deploy', '--region', 'north'], { from: 'user' });
