import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Option } from 'commander';
import {
  FunctionNotFound,
  InvalidTemplate,
  TemplateNotFound,
  UnsupportedRuntime,
  hasCode,
} from '../errors.js';
import { RUNTIMES } from './runtimes.js';

/**
 * A function of a template.
 *
 * @typedef {{ name: string, folder: string, handler: string, runtime: string, routes: Route[] }} Fn
 * @typedef {{ path: string, method: string }} Route
 */

const FUNCTION_TYPE = 'AWS::Serverless::Function';

export const templateOption = () =>
  new Option('-t, --template <file>', 'the template, in JSON').default('template.json');

/**
 * Reads a template.
 *
 * @param {string} file
 * @param {{ missing?: typeof import('../errors.js').SamError }} [errors] what a missing file means
 * @returns {Promise<{ document: any, functions: Fn[] }>}
 */
export async function readTemplate(file, { missing = TemplateNotFound } = {}) {
  const document = parse(await readText(file, missing), file);
  const resources = Object.entries(document?.Resources ?? {});
  if (resources.length === 0) throw new InvalidTemplate(`${file} has no Resources`);
  const functions = resources
    .filter(([, resource]) => resource?.Type === FUNCTION_TYPE)
    .map(([name, resource]) => toFunction(name, resource.Properties ?? {}, dirname(file)));
  return { document, functions };
}

/**
 * Picks the function that is meant: the named one, or the only one.
 *
 * @param {Fn[]} functions
 * @param {string | undefined} name
 * @returns {Fn}
 */
export function pickFunction(functions, name) {
  const found = name === undefined && functions.length === 1 ? functions[0] : byName(functions, name);
  if (found === undefined) throw new FunctionNotFound(`no such function: ${name ?? '(none named)'}`);
  return found;
}

/**
 * @param {Fn[]} functions
 * @param {string | undefined} name
 */
function byName(functions, name) {
  return functions.find((fn) => fn.name === name);
}

/**
 * @param {string} file
 * @param {typeof import('../errors.js').SamError} Missing
 */
async function readText(file, Missing) {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new Missing(`no such template: ${file}`, { cause: error });
  }
}

/**
 * @param {string} text
 * @param {string} file
 */
function parse(text, file) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidTemplate(`${file} is not JSON: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    });
  }
}

/**
 * @param {string} name
 * @param {any} properties
 * @param {string} base
 * @returns {Fn}
 */
function toFunction(name, { CodeUri, Handler, Runtime, Events = {} }, base) {
  for (const [key, value] of Object.entries({ CodeUri, Handler, Runtime })) {
    if (typeof value !== 'string') throw new InvalidTemplate(`${name} has no ${key}`);
  }
  if (!RUNTIMES.has(Runtime)) throw new UnsupportedRuntime(`${name} wants ${Runtime}`);
  const routes = Object.values(Events)
    .filter(({ Type }) => Type === 'Api')
    .map(({ Properties }) => ({ path: Properties.Path, method: Properties.Method.toUpperCase() }));
  return { name, folder: resolve(base, CodeUri), handler: Handler, runtime: Runtime, routes };
}
