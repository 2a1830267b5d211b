import { telemetry } from './telemetry.js';

telemetry.command('deploy');
