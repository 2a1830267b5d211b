// The baseline of the commander host: two empty modules in telemetry's place.
// oxlint-disable import/no-unassigned-import -- loading them is all that is wanted
import './empty-one.js';
import './empty-two.js';
import { program } from './program.js';

await program.parseAsync(['deploy', '--region', 'north'], { from: 'user' });
