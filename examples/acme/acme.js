#!/usr/bin/env node
import { telemetry } from './telemetry.js';
import { instrumentCommander, mountTelemetry } from 'commandspan/commander';
import { isExpected } from './errors.js';
import { exitWhenReaderLeaves } from './lib/stdout.js';
import { createProgram } from './program.js';

const program = createProgram(telemetry);
instrumentCommander(program, telemetry);
mountTelemetry(program, telemetry);

exitWhenReaderLeaves();
try {
  await program.parseAsync();
} catch (error) {
  if (!isExpected(error)) throw error;
  console.error(`acme: ${error.message}`);
  process.exitCode = error.exitCode ?? 1;
}
