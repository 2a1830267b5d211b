import { join } from 'node:path';
import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import type { Home } from '../support/home.ts';
import { startProgram, YES } from '../support/run-host.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

const ACME = join(import.meta.dirname, '../../examples/acme/acme.js');

describe('a command that cannot reach a service', () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  for (const [where, daemon] of [
    ['at its socket', 'unix:///nonexistent/docker.sock'],
    ['at a port', 'tcp://127.0.0.1:1'],
    ['at an address of its own', 'unix:///nonexistent/alice'],
  ] as const) {
    it(`says which: acme docker version, no daemon ${where}`, async () => {
      const env = { ...YES, ACME_TELEMETRY_ENDPOINT: collector.url, DOCKER_HOST: daemon };
      const acme = startProgram(home, [process.execPath, ACME, 'docker', 'version'], { env });
      const { exitCode, stdout, stderr } = await acme.result;
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: '' });
      expect(stderr).to.match(/^acme: Docker's daemon does not answer: connect E\w+ .*\n$/);
      await home.quiet();
      expect(collector.spans.map(({ attributes }) => attributes)).to.deep.equal([
        {
          'process.executable.name': 'acme',
          'cli.command': 'docker version',
          'cli.outcome': 'failure',
          'process.exit.code': 1,
          'error.type': 'DockerUnavailable',
          'cli.failure.dependency': 'docker',
        },
      ]);
    });
  }
});
