import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { constants } from 'node:os';
import { Command } from 'commander';
import { NotAFolder } from '../errors.js';
import { integerBetween } from '../lib/options.js';
import { serveFiles } from '../lib/static-files.js';
import { statInput } from '../lib/walk.js';

const LOOPBACK = '127.0.0.1';

export function serveCommand() {
  return new Command('serve')
    .description('serve a folder on this machine until Ctrl-C')
    .argument('<folder>')
    .option('--port <n>', '0 picks a free one', integerBetween(0, 65_535), 8080)
    .option('--graceful', 'close on SIGINT and SIGTERM instead of being killed by them')
    .action(serve);
}

/**
 * @param {string} folder
 * @param {{ port: number, graceful?: boolean }} options
 */
async function serve(folder, { port, graceful }) {
  if (!(await statInput(folder)).isDirectory()) throw new NotAFolder(`not a folder: ${folder}`);
  const server = createServer(serveFiles(await realpath(folder)));
  if (graceful) closeOnSignals(server);
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  console.log(`serving ${folder} at http://${LOOPBACK}:${portOf(server)}/`);
  await once(server, 'close');
}

/** @param {import('node:http').Server} server */
function portOf(server) {
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}

/** @param {import('node:http').Server} server */
function closeOnSignals(server) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    // Once: who presses Ctrl-C twice does not want to wait.
    process.once(signal, () => {
      process.exitCode = 128 + constants.signals[signal];
      server.close();
      server.closeAllConnections();
    });
  }
}
