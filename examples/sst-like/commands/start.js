import { once } from 'node:events';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { buildFunctions } from '../lib/build.js';
import { readApp } from '../lib/config.js';
import { readSecrets } from '../lib/state.js';

const LOOPBACK = '127.0.0.1';
const SIGINT_EXIT_CODE = 130;

export function startCommand() {
  return new Command('start')
    .description('run the functions here, behind HTTP, until Ctrl-C')
    .option('--port <n>', '0 picks a free one', '3000')
    .action(start);
}

/** @param {{ port: string }} options */
async function start({ port }) {
  const functions = await buildFunctions(await readApp());
  Object.assign(process.env, await readSecrets());
  const server = createServer((request, response) => void answer(request, response));
  process.once('SIGINT', () => {
    process.exitCode = SIGINT_EXIT_CODE;
    server.close();
    server.closeAllConnections();
  });
  server.listen(Number(port), LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  console.log(`listening at http://${LOOPBACK}:${typeof address === 'object' ? address?.port : port}/`);
  await once(server, 'close');

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async function answer({ url = '/' }, response) {
    const fn = functions.find(({ name }) => url === `/${name}`);
    if (fn === undefined) return response.writeHead(404).end();
    try {
      const module = await import(pathToFileURL(fn.file).href);
      return response.end(JSON.stringify((await module[fn.handler]({ url })) ?? null));
    } catch (error) {
      // A function that fails must not end the server; whoever develops it wants to see everything.
      console.error(error);
      return response.writeHead(500).end();
    }
  }
}
