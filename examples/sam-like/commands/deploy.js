import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { DeployRefused, EndpointUnreachable, NotPackaged, hasCode } from '../errors.js';

const ANSWER_TIMEOUT_MS = 10_000;

export function deployCommand() {
  return new Command('deploy')
    .description('hand the packaged template to a service that takes stacks')
    .requiredOption('--stack-name <name>')
    .option('--template-file <file>', 'what `sam package` wrote', 'packaged.json')
    .addOption(
      new Option('--endpoint-url <url>', 'the service').env('AWS_ENDPOINT_URL').makeOptionMandatory(),
    )
    .action(deploy);
}

/** @param {{ stackName: string, templateFile: string, endpointUrl: string }} options */
async function deploy({ stackName, templateFile, endpointUrl }) {
  const response = await put(
    new URL(`stacks/${encodeURIComponent(stackName)}`, endpointUrl),
    await readPackaged(templateFile),
  );
  const answer = (await response.text()).trim();
  if (!response.ok) throw new DeployRefused(`${endpointUrl} answers ${response.status}: ${answer}`);
  console.log(`deployed ${stackName}: ${answer}`);
}

/** @param {string} file */
async function readPackaged(file) {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new NotPackaged(`no ${file}; run sam package first`, { cause: error });
  }
}

/**
 * @param {URL} url
 * @param {string} body
 */
async function put(url, body) {
  try {
    const headers = { 'content-type': 'application/json' };
    return await fetch(url, { method: 'PUT', body, headers, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  } catch (cause) {
    throw new EndpointUnreachable(`${url.origin} does not answer`, { cause });
  }
}
