#!/usr/bin/env node
import { telemetry } from './telemetry.js';
import { instrumentCommander, mountTelemetry } from 'commandspan/commander';
import { isExpected } from './errors.js';
import { createProgram } from './program.js';

const program = createProgram();
instrumentCommander(program, telemetry);
mountTelemetry(program, telemetry);

try {
  await program.parseAsync();
} catch (error) {
  if (!isExpected(error)) throw error;
  console.error(`Error: ${error.message}`);
  process.exitCode = 1;
}
