import { Command } from 'commander';
import { buildCommand } from './commands/build.js';
import { deployCommand } from './commands/deploy.js';
import { removeCommand } from './commands/remove.js';
import { secretsCommand } from './commands/secrets.js';
import { startCommand } from './commands/start.js';
import { version } from './version.js';

/** Builds sst's command tree, which knows nothing of telemetry. */
export function createProgram() {
  return new Command('sst')
    .description('build, run and ship serverless apps')
    .version(version)
    .addCommand(buildCommand())
    .addCommand(startCommand())
    .addCommand(deployCommand())
    .addCommand(removeCommand())
    .addCommand(secretsCommand());
}
