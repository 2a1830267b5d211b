import { readFile } from 'node:fs/promises';
import { ConfigNotFound, InvalidConfig, hasCode } from '../errors.js';

const CONFIG_FILE = 'sst.json';

/**
 * An app: its functions by name, each with `file.export` as handler and the names of the secrets that it needs.
 *
 * @typedef {{ name: string, functions: Record<string, { handler: string, secrets?: string[] }> }} App
 */

/**
 * Reads the app in the working directory.
 *
 * @returns {Promise<App>}
 */
export async function readApp() {
  const app = parse(await readText());
  if (typeof app?.name !== 'string') throw new InvalidConfig(`${CONFIG_FILE} has no name`);
  for (const [name, fn] of Object.entries(app.functions ?? {})) {
    if (typeof fn?.handler !== 'string') throw new InvalidConfig(`the function ${name} has no handler`);
  }
  return { functions: {}, ...app };
}

async function readText() {
  try {
    return await readFile(CONFIG_FILE, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new ConfigNotFound(`no ${CONFIG_FILE} here`, { cause: error });
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidConfig(`${CONFIG_FILE} is not JSON: ${String(cause)}`, { cause });
  }
}
