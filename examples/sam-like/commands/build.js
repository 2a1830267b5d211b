import { access, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { HandlerNotFound } from '../errors.js';
import { connectDocker } from '../lib/docker.js';
import { BUILD_FOLDER, BUILT_TEMPLATE } from '../lib/folders.js';
import { pickFunction, readTemplate, templateOption } from '../lib/template.js';

export function buildCommand() {
  return new Command('build')
    .description('collect what each function needs')
    .argument('[function]', 'one function instead of all')
    .addOption(templateOption())
    .option('--use-container', 'make sure that what is built can run in a container here')
    .action(build);
}

/**
 * @param {string | undefined} name
 * @param {{ template: string, useContainer?: boolean }} options
 */
async function build(name, { template, useContainer }) {
  if (useContainer) await connectDocker();
  const { document, functions } = await readTemplate(template);
  const chosen = name === undefined ? functions : [pickFunction(functions, name)];
  await mkdir(BUILD_FOLDER, { recursive: true });
  for (const fn of chosen) {
    await copyFunction(fn);
    document.Resources[fn.name].Properties.CodeUri = fn.name;
  }
  await writeFile(BUILT_TEMPLATE, JSON.stringify(document, undefined, 2));
  console.log(`built ${chosen.length} functions into ${BUILD_FOLDER}`);
}

/** @param {import('../lib/template.js').Fn} fn */
async function copyFunction({ name, folder, handler }) {
  const file = join(folder, `${handler.slice(0, handler.lastIndexOf('.'))}.js`);
  try {
    await access(file);
  } catch (cause) {
    throw new HandlerNotFound(`${name} has no ${file}`, { cause });
  }
  await rm(join(BUILD_FOLDER, name), { recursive: true, force: true });
  await cp(folder, join(BUILD_FOLDER, name), { recursive: true });
}
