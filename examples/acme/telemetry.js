import { registerTelemetry } from 'commandspan';
import { options } from './telemetry-options.js';

export const telemetry = registerTelemetry(options);
