import { Command } from 'commander';
import { buildCommand } from './commands/build.js';
import { deployCommand } from './commands/deploy.js';
import { initCommand } from './commands/init.js';
import { localCommand } from './commands/local.js';
import { logsCommand } from './commands/logs.js';
import { packageCommand } from './commands/package.js';
import { validateCommand } from './commands/validate.js';
import { version } from './version.js';

/** Builds sam's command tree, which knows nothing of telemetry. */
export function createProgram() {
  return new Command('sam')
    .description('make, build, try and ship serverless functions')
    .version(version)
    .addCommand(initCommand())
    .addCommand(validateCommand())
    .addCommand(buildCommand())
    .addCommand(packageCommand())
    .addCommand(deployCommand())
    .addCommand(localCommand())
    .addCommand(logsCommand());
}
