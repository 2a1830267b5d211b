import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** @type {Record<string, string>} */
const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Answers GET and HEAD with the files of one folder.
 *
 * @param {string} root the folder's real path
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>}
 */
export function serveFiles(root) {
  return async ({ method, url = '/' }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405);
    const file = await findFile(root, url);
    if (file === undefined) return refuse(response, 404);
    response.setHeader('content-type', CONTENT_TYPES[extname(file)] ?? 'application/octet-stream');
    response.setHeader('x-content-type-options', 'nosniff');
    if (method === 'HEAD') return void response.end();
    // Visitors go away and files vanish; the server is there for the next one.
    await pipeline(createReadStream(file), response).catch(() => response.destroy());
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} statusCode
 */
async function refuse(response, statusCode) {
  response.writeHead(statusCode, { 'content-type': 'text/plain' }).end(`${statusCode}\n`);
}

/**
 * @param {string} root
 * @param {string} url
 */
async function findFile(root, url) {
  try {
    const path = join(root, decodeURIComponent(new URL(url, 'http://localhost').pathname));
    const isFolder = (await stat(path)).isDirectory();
    const file = await realpath(isFolder ? join(path, 'index.html') : path);
    return isInside(root, file) && (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined; // malformed, missing and forbidden look the same to a visitor
  }
}

/**
 * @param {string} root
 * @param {string} file a real path: links that lead out of the folder are resolved in it
 */
function isInside(root, file) {
  const path = relative(root, file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
