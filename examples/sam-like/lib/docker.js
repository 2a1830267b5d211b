import { DockerUnavailable, ImageMissing } from '../errors.js';
import { RUNTIMES } from './runtimes.js';

/** Without it, a DOCKER_HOST behind a silent firewall takes minutes. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Runs in the container: calls the handler with the event, and prints what it returns as the last line. */
const RUNNER = `
const [handler, event] = process.argv.slice(1);
const at = handler.lastIndexOf('.');
import('/var/task/' + handler.slice(0, at) + '.js')
  .then((module) => module[handler.slice(at + 1)](JSON.parse(event)))
  .then((result) => console.log(JSON.stringify(result ?? null)));`;

/**
 * Connects to Docker's daemon (DOCKER_HOST is respected).
 *
 * @returns {Promise<any>}
 * @throws {DockerUnavailable} for every reason there is: no daemon, no permission, a wrong DOCKER_HOST
 */
export async function connectDocker() {
  // Loaded here, because it takes longer than all the rest of sam.
  // @ts-ignore: dockerode ships no types
  const { default: Docker } = await import('dockerode');
  try {
    const docker = new Docker({ connectionTimeout: ANSWER_TIMEOUT_MS });
    await docker.ping();
    return docker;
  } catch (cause) {
    throw new DockerUnavailable(`Docker is needed, and its daemon does not answer: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

/**
 * Runs a function once, in a container of its own.
 *
 * @param {any} docker
 * @param {import('./template.js').Fn} fn
 * @param {unknown} event
 * @returns {Promise<{ log: string, isFailed: boolean }>}
 */
export async function runInContainer(docker, fn, event) {
  const container = await createContainer(docker, {
    Image: RUNTIMES.get(fn.runtime),
    Entrypoint: ['node', '-e', RUNNER, fn.handler, JSON.stringify(event)],
    Tty: true,
    HostConfig: { Binds: [`${fn.folder}:/var/task:ro`] },
  });
  try {
    await container.start();
    const { StatusCode } = await container.wait();
    const log = String(await container.logs({ stdout: true, stderr: true })).replaceAll('\r\n', '\n');
    return { log, isFailed: StatusCode !== 0 };
  } finally {
    await container.remove({ force: true });
  }
}

/**
 * @param {any} docker
 * @param {Record<string, unknown>} options
 */
async function createContainer(docker, options) {
  try {
    return await docker.createContainer(options);
  } catch (cause) {
    if (!(cause instanceof Error && 'statusCode' in cause && cause.statusCode === 404)) throw cause;
    throw new ImageMissing(`run this first: docker pull ${String(options['Image'])}`, { cause });
  }
}

/** @param {unknown} cause an `AggregateError`, which Node throws for `localhost`, has no message of its own */
function reasonOf(cause) {
  const reason =
    (cause instanceof Error && cause.message) || (cause instanceof AggregateError && cause.errors[0]);
  return String(reason).trim().replaceAll(/\s+/g, ' ');
}
