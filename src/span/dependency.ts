import { lazy } from '../lazy.ts';
import { readProperty, readText } from './safe-property.ts';

/** What a command could not reach: services by their address, programs by their name, and the net as such. */
export const DEPENDENCIES = [
  'docker',
  'podman',
  'kubernetes',
  'git',
  'postgresql',
  'mysql',
  'redis',
  'mongodb',
  'kafka',
  'rabbitmq',
  'elasticsearch',
  'memcached',
  'etcd',
  'dns',
  'network',
] as const;

/** One of {@link DEPENDENCIES}. */
export type Dependency = (typeof DEPENDENCIES)[number];

/**
 * Finds the service that an error shows to be out of reach, in the error itself, its causes and its parts.
 *
 * @param dockerHost value of `DOCKER_HOST`: an error about that address is Docker's, wherever it lies.
 * @returns `undefined` for an error that is about something else. Never throws.
 */
export function findDependency(error: unknown, dockerHost: string | undefined): Dependency | undefined {
  try {
    return findInParts(error, dockerHost ?? '');
  } catch {
    // Lists of errors may be proxies or subclasses that throw; such an error says nothing.
    return undefined;
  }
}

function findInParts(error: unknown, dockerHost: string): Dependency | undefined {
  let vague: Dependency | undefined;
  let left = MAX_PARTS;
  for (const part of parts(error, 0)) {
    const found = judge(part, dockerHost);
    // Node sums up what it tried for a name in one error, and only its parts have addresses and ports.
    if (found !== undefined && found !== 'network') return found;
    vague ??= found;
    left -= 1;
    if (left === 0) break;
  }
  return vague;
}

/** Errors nest by `cause` and by `errors`; deeper than this is no longer the reason. */
const MAX_DEPTH = 4;
const MAX_PARTS = 32;

/** The fields that Node's system errors and the clients built on them have. */
interface Failure {
  readonly code: string;
  readonly syscall: string;
  readonly target: string;
  readonly port: number;
}

function* parts(error: unknown, depth: number): Generator<Failure> {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return;
  yield {
    code: readText(error, 'code'),
    syscall: readText(error, 'syscall'),
    target: readText(error, 'address') || readText(error, 'path') || readText(error, 'hostname'),
    port: readPort(error),
  };
  yield* parts(readProperty(error, 'cause'), depth + 1);
  const errors = readProperty(error, 'errors');
  if (Array.isArray(errors)) {
    for (const part of errors.slice(0, MAX_PARTS)) yield* parts(part, depth + 1);
  }
}

/** Clients that take a port from their configuration hand it on as text. */
function readPort(error: unknown): number {
  const port = readProperty(error, 'port');
  return typeof port === 'number' || typeof port === 'string' ? Number(port) : Number.NaN;
}

function judge(failure: Failure, dockerHost: string): Dependency | undefined {
  const { code, syscall } = failure;
  if (syscall.startsWith('spawn')) return code === 'ENOENT' ? programOf(failure) : undefined;
  const isLookUp = syscall === 'getaddrinfo';
  if (!isLookUp && syscall !== 'connect' && !connectionCodes().has(code)) return undefined;
  if (isAddressOf(failure, dockerHost)) return 'docker';
  return isLookUp ? 'dns' : serviceAt(failure);
}

function serviceAt({ target, port }: Failure): Dependency {
  return sockets().find(([pattern]) => pattern.test(target))?.[1] ?? ports().get(port) ?? 'network';
}

/** Codes that mean a failed connection also where a client dropped the system call's name. */
const connectionCodes = lazy(
  () => new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']),
);

const sockets = lazy((): readonly (readonly [RegExp, Dependency])[] => [
  [/docker(\.raw)?\.sock$|[\\/]pipe[\\/]docker/i, 'docker'],
  [/podman(-machine[^\\/]*)?(\.sock)?$|[\\/]pipe[\\/]podman/i, 'podman'],
  [/\.s\.PGSQL\.\d+$/, 'postgresql'],
  [/mysqld?\.sock$/, 'mysql'],
  [/redis[^\\/]*\.sock$/, 'redis'],
]);

/** The ports that these services have by default. */
const ports = lazy(
  (): ReadonlyMap<number, Dependency> =>
    new Map<number, Dependency>([
      [2375, 'docker'],
      [2376, 'docker'],
      [6443, 'kubernetes'],
      [5432, 'postgresql'],
      [3306, 'mysql'],
      [6379, 'redis'],
      [27017, 'mongodb'],
      [9092, 'kafka'],
      [5672, 'rabbitmq'],
      [9200, 'elasticsearch'],
      [11211, 'memcached'],
      [2379, 'etcd'],
    ]),
);

const programs = lazy(
  (): ReadonlyMap<string, Dependency> =>
    new Map<string, Dependency>([
      ['docker', 'docker'],
      ['docker-compose', 'docker'],
      ['podman', 'podman'],
      ['kubectl', 'kubernetes'],
      ['git', 'git'],
    ]),
);

function programOf({ target }: Failure): Dependency | undefined {
  return programs().get(target.replace(/^.*[\\/]/, '').replace(/\.exe$/i, ''));
}

/** `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port`, `ssh://host`: compared part by part, never recorded. */
function isAddressOf({ target, port }: Failure, dockerHost: string): boolean {
  const separator = dockerHost.indexOf('://');
  if (separator < 0 || target === '') return false;
  const address = dockerHost.slice(separator + '://'.length);
  if (/^(unix|npipe)/.test(dockerHost)) return address === target;
  if (!URL.canParse(`http://${address}`)) return false;
  const url = new URL(`http://${address}`);
  const hostname = url.hostname.replaceAll(/[[\]]/g, '');
  if (Number(url.port || 2375) === port) {
    // A connection that fails shows the address that a name stands for: then the port alone can be compared.
    return hostname === target || (!IP_ADDRESS.test(hostname) && IP_ADDRESS.test(target));
  }
  return Number.isNaN(port) && hostname === target;
}

const IP_ADDRESS = /^[\d.]+$|:/;
