#!/usr/bin/env node
import { setTimeout } from 'node:timers/promises';
import { telemetry } from './telemetry.js';
import { instrumentParseArgs, mountTelemetry } from 'commandspan/parse-args';
import { gitRemote } from 'commandspan/project';

class ChecksumMismatch extends Error {
  name = 'ChecksumMismatch';
}

const COMMANDS = {
  deploy: () => console.log('deployed'),
  verify: () => process.exit(3),
  die: () => process.kill(process.pid, 'SIGKILL'),
  crash: () => {
    throw new ChecksumMismatch('a3f1');
  },
  reject: async () => {
    await setTimeout(1);
    throw new ChecksumMismatch('a3f1');
  },
};

const args = process.argv.slice(2);
if (!mountTelemetry(args, telemetry)) {
  const line = instrumentParseArgs(telemetry);
  line.command(args[0]);
  telemetry.set('acme.project', gitRemote);
  await COMMANDS[args[0]]();
}
