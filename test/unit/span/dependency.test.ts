import { expect } from 'chai';
import { spawn } from 'node:child_process';
import * as fc from 'fast-check';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DEPENDENCIES, findDependency, type Dependency } from '../../../src/span/dependency.ts';
import { itOnPosix } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';

type Fields = Readonly<Record<string, unknown>>;
const failure = (fields: Fields): Error => Object.assign(new Error('secret'), fields);
const refused = (fields: Fields): Error => failure({ code: 'ECONNREFUSED', syscall: 'connect', ...fields });
const atPort = (port: number): Error => refused({ address: '127.0.0.1', port });
const atPath = (address: string): Error => failure({ code: 'ENOENT', syscall: 'connect', address });
const noProgram = (path: string): Error => failure({ code: 'ENOENT', syscall: `spawn ${path}`, path });

type Row = readonly [title: string, error: unknown, found: Dependency | undefined, dockerHost?: string];

const ROWS: readonly Row[] = [
  ['Docker’s socket', atPath('/var/run/docker.sock'), 'docker'],
  [
    'Docker’s socket that may not be used',
    failure({ code: 'EACCES', syscall: 'connect', address: '/var/run/docker.sock' }),
    'docker',
  ],
  ['Docker’s socket of one account', atPath('/home/ada/.docker/run/docker.sock'), 'docker'],
  [
    'Docker’s raw socket',
    atPath('/Users/ada/Library/Containers/com.docker.docker/Data/docker.raw.sock'),
    'docker',
  ],
  ['Docker’s pipe', atPath('//./pipe/docker_engine'), 'docker'],
  ['Docker’s pipe with backslashes', atPath(String.raw`\\.\pipe\docker_engine`), 'docker'],
  ['Docker’s port', atPort(2375), 'docker'],
  ['Docker’s port with TLS', atPort(2376), 'docker'],
  ['DOCKER_HOST by TCP', refused({ address: '10.0.0.7', port: 9999 }), 'docker', 'tcp://10.0.0.7:9999'],
  [
    'DOCKER_HOST by TCP and name',
    failure({ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'docker.example' }),
    'docker',
    'tcp://docker.example:2375',
  ],
  [
    'DOCKER_HOST by TCP and a name that was looked up',
    refused({ address: '10.0.0.7', port: 9999 }),
    'docker',
    'tcp://docker.example:9999',
  ],
  [
    'DOCKER_HOST by a name that stands for several addresses',
    new AggregateError(['::1', '127.0.0.1'].map((address) => refused({ address, port: 9999 }))),
    'docker',
    'tcp://localhost:9999',
  ],
  [
    'another port than that of DOCKER_HOST by name',
    refused({ address: '10.0.0.7', port: 8080 }),
    'network',
    'tcp://docker.example:9999',
  ],
  [
    'DOCKER_HOST by TCP without a port',
    refused({ address: '10.0.0.7', port: 2375 }),
    'docker',
    'tcp://10.0.0.7',
  ],
  ['DOCKER_HOST by IPv6', refused({ address: '::1', port: 9999 }), 'docker', 'tcp://[::1]:9999'],
  [
    'DOCKER_HOST by socket',
    atPath('/run/user/1000/engine.sock'),
    'docker',
    'unix:///run/user/1000/engine.sock',
  ],
  ['DOCKER_HOST by pipe', atPath('//./pipe/engine'), 'docker', 'npipe:////./pipe/engine'],
  [
    'another port than DOCKER_HOST',
    refused({ address: '10.0.0.7', port: 8080 }),
    'network',
    'tcp://10.0.0.7:9999',
  ],
  [
    'another machine than DOCKER_HOST',
    refused({ address: '10.0.0.8', port: 9999 }),
    'network',
    'tcp://10.0.0.7:9999',
  ],
  ['a broken DOCKER_HOST', atPort(8080), 'network', 'tcp://'],
  ['a DOCKER_HOST that is no address', atPort(8080), 'network', 'nonsense'],
  ['an empty address and an empty DOCKER_HOST', refused({}), 'network', 'unix://'],
  ['Podman’s socket', atPath('/run/podman/podman.sock'), 'podman'],
  ['Podman’s machine', atPath('/tmp/podman-machine-default-api.sock'), 'podman'],
  ['Podman’s pipe', atPath('//./pipe/podman-machine-default'), 'podman'],
  ['Kubernetes', atPort(6443), 'kubernetes'],
  ['PostgreSQL', atPort(5432), 'postgresql'],
  ['PostgreSQL’s socket', atPath('/var/run/postgresql/.s.PGSQL.5432'), 'postgresql'],
  ['MySQL', atPort(3306), 'mysql'],
  ['MySQL’s socket', atPath('/tmp/mysql.sock'), 'mysql'],
  ['MySQL’s other socket', atPath('/var/run/mysqld/mysqld.sock'), 'mysql'],
  ['Redis', atPort(6379), 'redis'],
  ['Redis’ socket', atPath('/var/run/redis/redis-server.sock'), 'redis'],
  ['MongoDB', atPort(27017), 'mongodb'],
  ['Kafka', atPort(9092), 'kafka'],
  ['RabbitMQ', atPort(5672), 'rabbitmq'],
  ['Elasticsearch', atPort(9200), 'elasticsearch'],
  ['memcached', atPort(11211), 'memcached'],
  ['etcd', atPort(2379), 'etcd'],
  ['a port written as text', refused({ address: '127.0.0.1', port: '5432' }), 'postgresql'],
  ['a port of nobody', atPort(8080), 'network'],
  ['a socket of nobody', atPath('/tmp/some.sock'), 'network'],
  ['a machine that cannot be reached', failure({ code: 'EHOSTUNREACH' }), 'network'],
  ['a connection that undici gave up', failure({ code: 'UND_ERR_CONNECT_TIMEOUT' }), 'network'],
  [
    'a name that does not exist',
    failure({ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'secret.example' }),
    'dns',
  ],
  [
    'names that cannot be looked up',
    failure({ code: 'EAI_AGAIN', syscall: 'getaddrinfo', hostname: 'secret.example' }),
    'dns',
  ],
  ['a missing docker', noProgram('docker'), 'docker'],
  ['a missing docker-compose', noProgram('/usr/local/bin/docker-compose'), 'docker'],
  ['a missing docker.exe', noProgram(String.raw`C:\Docker\docker.exe`), 'docker'],
  ['a missing kubectl', noProgram('kubectl'), 'kubernetes'],
  ['a missing git', failure({ code: 'ENOENT', syscall: 'spawnSync git', path: 'git' }), 'git'],
  ['a missing program of one’s own', noProgram('/home/ada/secret-tool'), undefined],
  [
    'a program that may not be run',
    failure({ code: 'EACCES', syscall: 'spawn docker', path: 'docker' }),
    undefined,
  ],
  ['a missing file', failure({ code: 'ENOENT', syscall: 'open', path: '/var/run/docker.sock' }), undefined],
  [
    'a busy port',
    failure({ code: 'EADDRINUSE', syscall: 'listen', address: '127.0.0.1', port: 5432 }),
    undefined,
  ],
  ['a plain error', new Error('connect ECONNREFUSED 127.0.0.1:5432'), undefined],
  ['text', 'ECONNREFUSED', undefined],
  ['nothing', undefined, undefined],
  ['null', null, undefined],
];

const NESTED: readonly Row[] = [
  ['its cause', new Error('x', { cause: atPort(5432) }), 'postgresql'],
  [
    'the cause of its cause',
    new Error('x', { cause: new Error('y', { cause: atPath('/var/run/docker.sock') }) }),
    'docker',
  ],
  ['its parts', new AggregateError([new Error('x'), atPort(6379)]), 'redis'],
  [
    'the parts of its cause',
    new TypeError('fetch failed', { cause: new AggregateError([atPort(9200), atPort(9200)]) }),
    'elasticsearch',
  ],
  [
    'the parts of a refusal that Node sums up, as for "localhost"',
    Object.assign(new AggregateError([refused({ address: '::1', port: 5432 }), atPort(5432)]), {
      code: 'ECONNREFUSED',
    }),
    'postgresql',
  ],
  [
    'a refusal without parts that help',
    Object.assign(new AggregateError([atPort(8080)]), { code: 'ECONNREFUSED' }),
    'network',
  ],
  [
    'a cause more telling than the error',
    new Error('x', { cause: failure({ code: 'EHOSTUNREACH', cause: atPort(5432) }) }),
    'postgresql',
  ],
];

describe('findDependency', () => {
  const folder = useFolder();

  for (const [title, error, found, dockerHost] of ROWS) {
    it(`finds ${found ?? 'nothing'} in ${title}`, () => {
      expect(findDependency(error, dockerHost)).to.equal(found);
    });
  }

  for (const [title, error, found] of NESTED) {
    it(`finds ${found} in ${title}`, () => {
      expect(findDependency(error, undefined)).to.equal(found);
    });
  }

  it('does not look for ever into errors that hold themselves', () => {
    const error: Error & { errors?: unknown } = new Error('x');
    error.cause = error;
    error.errors = Array.from({ length: 100 }, () => error);
    expect(findDependency(error, undefined)).to.equal(undefined);
  });

  it('survives getters and proxies that throw', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    );
    expect(findDependency(hostile, undefined)).to.equal(undefined);
    expect(findDependency(new Error('x', { cause: hostile }), 'tcp://[')).to.equal(undefined);
  });

  it('gives one of its list or nothing, whatever was thrown', () => {
    const fields = fc.record({
      code: fc.constantFrom('ECONNREFUSED', 'ENOENT'),
      syscall: fc.constantFrom('connect', 'spawn x'),
      address: fc.anything(),
      path: fc.anything(),
      port: fc.anything(),
      cause: fc.anything(),
      errors: fc.array(fc.anything()),
    });
    fc.assert(
      fc.property(fields, fc.option(fc.string(), { nil: undefined }), (error, dockerHost) => {
        expect([undefined, ...DEPENDENCIES]).to.include(findDependency(error, dockerHost));
      }),
    );
  });

  itOnPosix('reads errors as Node makes them', async () => {
    const path = folder.at('docker.sock');
    expect(findDependency(await errorOf(connect({ path })), undefined)).to.equal('docker');
    const env = { PATH: folder.path };
    const error = await once(spawn('docker', [], { env }), 'spawn').catch((reason: unknown) => reason);
    expect(findDependency(error, undefined)).to.equal('docker');
  });

  it('survives lists of errors that throw', () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    const trap = Object.defineProperty([], 0, {
      get: () => {
        throw new Error('trap');
      },
    });
    for (const errors of [proxy, trap]) {
      expect(findDependency(Object.assign(new Error('x'), { errors }), undefined)).to.equal(undefined);
    }
  });

  it('reads what Node says of a name with two addresses', async () => {
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const socket = connect({
      host: 'two.example',
      port: 1,
      lookup: (_host, _options, done) => done(null, addresses),
    });
    const error = await errorOf(socket);
    expect(error).to.be.instanceOf(AggregateError).and.include({ code: 'ECONNREFUSED' });
    expect(findDependency(error, 'tcp://127.0.0.2:1')).to.equal('docker');
    expect(findDependency(error, undefined)).to.equal('network');
  });
});

async function errorOf(socket: Socket): Promise<unknown> {
  return once(socket, 'connect').catch((error: unknown) => error);
}
