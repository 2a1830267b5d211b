import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { MissingSecret } from '../errors.js';
import { buildFunctions } from '../lib/build.js';
import { readApp } from '../lib/config.js';
import { readSecrets, readState, stageFile, writeState } from '../lib/state.js';

export function deployCommand() {
  return new Command('deploy')
    .description('ship what has changed (to a folder: this is an example)')
    .option('--stage <name>', 'where to', 'dev')
    .action(deploy);
}

/** @param {{ stage: string }} options */
async function deploy({ stage }) {
  const app = await readApp();
  const secrets = await readSecrets();
  for (const [name, fn] of Object.entries(app.functions)) {
    const missing = (fn.secrets ?? []).find((secret) => !(secret in secrets));
    if (missing !== undefined) throw new MissingSecret(`${name} needs the secret ${missing}`);
  }
  const before = (await readState(stageFile(stage))) ?? {};
  /** @type {Record<string, string>} */
  const after = {};
  for (const { name, file } of await buildFunctions(app)) {
    after[name] = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    console.log(`${name}: ${before[name] === after[name] ? 'unchanged' : 'deployed'}`);
  }
  await writeState(stageFile(stage), after);
}
