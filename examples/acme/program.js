import { Command } from 'commander';
import { cacheCommand } from './commands/cache.js';
import { crashCommand } from './commands/crash.js';
import { dockerCommand } from './commands/docker.js';
import { hashCommand } from './commands/hash.js';
import { packCommand } from './commands/pack.js';
import { serveCommand } from './commands/serve.js';
import { verifyCommand } from './commands/verify.js';
import { version } from './version.js';

/**
 * Builds acme's command tree. The telemetry arrives as a parameter, so the commands know only the method they use.
 *
 * @param {import('./commands/pack.js').Steps} telemetry
 */
export function createProgram(telemetry) {
  return new Command('acme')
    .description('hash, pack, serve and verify files')
    .version(version)
    .addCommand(hashCommand())
    .addCommand(verifyCommand())
    .addCommand(packCommand(telemetry))
    .addCommand(serveCommand())
    .addCommand(dockerCommand())
    .addCommand(cacheCommand())
    .addCommand(crashCommand());
}
