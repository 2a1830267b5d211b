import '../../../fixtures/telemetry.js';
import { readFileSync } from 'node:fs';
import { flush, handle, run } from './framework.js';

// Where oclif finds what users have installed: a folder that lists itself as their only plug-in.
process.env.ACME_DATA_DIR = `${import.meta.dirname}/user-plugin`;

const pjson = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
if (process.env.TEST_WITHOUT === '1') delete pjson.oclif.plugins;
// oclif has no default among several commands, only programs of a single one.
if (process.env.TEST_HOST === 'default') pjson.oclif.commands = { strategy: 'single', target: './serve.js' };
if (process.env.TEST_SEPARATOR) pjson.oclif.topicSeparator = process.env.TEST_SEPARATOR;

async function start(args) {
  await run(args, { root: import.meta.dirname, pjson });
}

if (process.env.TEST_HOST === 'twice') {
  for (const args of JSON.parse(process.env.TEST_LINES)) {
    await start(args).catch(({ name }) => console.log(name));
  }
} else {
  await start(process.argv.slice(2)).then(() => flush(), handle);
}
