import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { ProjectExists, hasCode } from '../errors.js';
import { DEFAULT_RUNTIME, RUNTIMES } from '../lib/runtimes.js';

const HANDLER = `export async function handler(event) {
  return { statusCode: 200, body: JSON.stringify({ hello: event.name ?? 'world' }) };
}
`;

export function initCommand() {
  return new Command('init')
    .description('make a new project')
    .argument('<name>', 'its folder')
    .addOption(new Option('--runtime <name>').choices([...RUNTIMES.keys()]).default(DEFAULT_RUNTIME))
    .action(init);
}

/**
 * @param {string} name
 * @param {{ runtime: string }} options
 */
async function init(name, { runtime }) {
  try {
    await mkdir(name);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    throw new ProjectExists(`there is a ${name} already`, { cause: error });
  }
  await mkdir(join(name, 'hello'));
  const manifest = { name: basename(resolve(name)), private: true };
  await writeFile(join(name, 'package.json'), `${JSON.stringify(manifest)}\n`);
  await writeFile(join(name, 'template.json'), `${JSON.stringify(template(runtime), undefined, 2)}\n`);
  await writeFile(join(name, 'hello', 'app.js'), HANDLER);
  await writeFile(join(name, 'hello', 'package.json'), '{ "type": "module" }\n');
  console.log(`made ${name}; next: cd ${name} && sam build`);
}

/** @param {string} runtime */
function template(runtime) {
  const events = { Hello: { Type: 'Api', Properties: { Path: '/hello', Method: 'get' } } };
  return {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      HelloFunction: {
        Type: 'AWS::Serverless::Function',
        Properties: { CodeUri: 'hello/', Handler: 'app.handler', Runtime: runtime, Events: events },
      },
    },
  };
}
