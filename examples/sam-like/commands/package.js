import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Command } from 'commander';
import { NotBuilt } from '../errors.js';
import { ARTIFACTS_FOLDER, BUILT_TEMPLATE } from '../lib/folders.js';
import { readTemplate } from '../lib/template.js';
import { zip } from '../lib/zip.js';

export function packageCommand() {
  return new Command('package')
    .description('pack what was built into zip archives')
    .option('--output-template-file <file>', 'the template that names them', 'packaged.json')
    .action(pack);
}

/** @param {{ outputTemplateFile: string }} options */
async function pack({ outputTemplateFile }) {
  const { document, functions } = await readTemplate(BUILT_TEMPLATE, { missing: NotBuilt });
  await mkdir(ARTIFACTS_FOLDER, { recursive: true });
  for (const { name, folder } of functions) {
    const archive = zip(await filesOf(folder));
    const artifact = join(ARTIFACTS_FOLDER, `${createHash('sha256').update(archive).digest('hex')}.zip`);
    await writeFile(artifact, archive);
    document.Resources[name].Properties.CodeUri = artifact;
    console.log(`${name}: ${archive.length} bytes`);
  }
  await writeFile(outputTemplateFile, `${JSON.stringify(document, undefined, 2)}\n`);
}

/** @param {string} folder */
async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(
    paths.toSorted().map(async (path) => ({
      name: relative(folder, path).split(sep).join('/'),
      content: await readFile(path),
    })),
  );
}
