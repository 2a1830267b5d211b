import { Command } from 'commander';
import { DockerUnavailable } from '../errors.js';

/** Without it, a DOCKER_HOST behind a silent firewall takes minutes. */
const ANSWER_TIMEOUT_MS = 10_000;

export function dockerCommand() {
  const docker = new Command('docker')
    .alias('dk')
    .description("ask Docker's daemon (DOCKER_HOST is respected)");
  docker.command('version').description("show the daemon's version").action(version);
  docker.command('ps').description('list containers').option('-a, --all', 'stopped ones too').action(ps);
  return docker;
}

async function version() {
  const { Version, ApiVersion, Os, Arch } = await ask((docker) => docker.version());
  console.log(`Docker ${Version} (API ${ApiVersion}) on ${Os}/${Arch}`);
}

/** @param {{ all?: boolean }} options */
async function ps({ all = false }) {
  const containers = await ask((docker) => docker.listContainers({ all }));
  for (const { Id, Image, Status, Names } of containers) {
    console.log([Id.slice(0, 12), Image, Status, Names.join(',')].join('\t'));
  }
}

/**
 * @param {(docker: any) => Promise<any>} question
 * @throws {DockerUnavailable} for every reason there is: no daemon, no permission, a wrong DOCKER_HOST
 */
async function ask(question) {
  // Loaded here, because it takes longer than all the rest of acme.
  // @ts-ignore: dockerode ships no types
  const { default: Docker } = await import('dockerode');
  try {
    return await question(new Docker({ connectionTimeout: ANSWER_TIMEOUT_MS }));
  } catch (cause) {
    throw new DockerUnavailable(`Docker's daemon does not answer: ${reasonOf(cause)}`, { cause });
  }
}

/** @param {unknown} cause an `AggregateError`, which Node throws for `localhost`, has no message of its own */
function reasonOf(cause) {
  const reason =
    (cause instanceof Error && cause.message) || (cause instanceof AggregateError && cause.errors[0]);
  return String(reason).trim().replaceAll(/\s+/g, ' ');
}
