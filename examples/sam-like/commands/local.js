import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Command, InvalidArgumentError } from 'commander';
import { InvalidEvent, NotBuilt } from '../errors.js';
import { connectDocker } from '../lib/docker.js';
import { BUILT_TEMPLATE } from '../lib/folders.js';
import { invoke } from '../lib/invoke.js';
import { pickFunction, readTemplate } from '../lib/template.js';

const LOOPBACK = '127.0.0.1';
const SIGINT_EXIT_CODE = 130;

export function localCommand() {
  const local = new Command('local').description('try functions on this machine, in Docker');
  local
    .command('invoke')
    .description('run a function once')
    .argument('[function]')
    .option('-e, --event <file>', 'what it is called with, in JSON')
    .action(invokeOnce);
  local
    .command('start-api')
    .description('run functions behind HTTP until Ctrl-C')
    .option('-p, --port <n>', '0 picks a free one', parsePort, 3000)
    .action(startApi);
  return local;
}

/**
 * @param {string | undefined} name
 * @param {{ event?: string }} options
 */
async function invokeOnce(name, { event }) {
  const fn = pickFunction(await builtFunctions(), name);
  const payload = event === undefined ? {} : await readEvent(event);
  console.log(JSON.stringify(await invoke(await connectDocker(), fn, payload)));
}

/** @param {{ port: number }} options */
async function startApi({ port }) {
  const functions = await builtFunctions();
  const docker = await connectDocker();
  const server = createServer((request, response) => void answer(request, response));
  process.once('SIGINT', () => {
    process.exitCode = SIGINT_EXIT_CODE;
    server.close();
    server.closeAllConnections();
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  console.log(`listening at http://${LOOPBACK}:${typeof address === 'object' ? address?.port : port}/`);
  await once(server, 'close');

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async function answer({ method, url = '/' }, response) {
    const path = url.replace(/\?.*$/, '');
    const fn = functions.find(({ routes }) =>
      routes.some((route) => route.path === path && route.method === method),
    );
    if (fn === undefined) return response.writeHead(404).end();
    try {
      const { statusCode = 200, body = '' } = (await invoke(docker, fn, { path, method })) ?? {};
      return response.writeHead(statusCode).end(body);
    } catch (error) {
      // One request that fails must not end the server.
      console.error(error instanceof Error ? error.message : error);
      return response.writeHead(502).end();
    }
  }
}

async function builtFunctions() {
  const { functions } = await readTemplate(BUILT_TEMPLATE, { missing: NotBuilt });
  return functions;
}

/** @param {string} file */
async function readEvent(file) {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidEvent(`${file} is not JSON: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
}

/** @param {string} text */
function parsePort(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
}
