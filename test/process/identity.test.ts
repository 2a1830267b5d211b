import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import { VERBS } from '../../src/verbs/verb-list.ts';
import { makeHome, type Home } from '../support/home.ts';
import { NOWHERE, runHost, YES, type HostOptions, type HostResult } from '../support/run-host.ts';
import { readJson, readSpool } from '../support/spool.ts';

const COMMANDS = 12;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PROJECT = JSON.stringify({ 'acme.project': 'same' });

describe('the installation id', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
    home.holdSender(NOWHERE);
  });

  afterEach(() => home.remove());

  const file = (): string => join(home.state, 'identity.json');
  const hasFile = (): boolean => existsSync(file());

  function deploy(options: HostOptions = {}): Promise<HostResult> {
    return runHost(home, 'sets-attributes.js', { env: YES, args: [PROJECT], ...options });
  }

  /** Id and hash of every command in the spool. */
  function recorded(): { readonly id: unknown; readonly hash: unknown }[] {
    return readSpool(home)
      .filter(({ parentSpanId }) => parentSpanId === undefined)
      .map(({ resource, attributes }) => ({
        id: resource['app.installation.id'],
        hash: attributes['acme.project'],
      }));
  }

  it('is one, and so is its salt, whoever of many commands comes first', async () => {
    await Promise.all(Array.from({ length: COMMANDS }, () => deploy()));
    const seen = recorded();
    expect(seen.length).to.equal(COMMANDS);
    expect(new Set(seen.map(({ id }) => id)).size).to.equal(1);
    expect(new Set(seen.map(({ hash }) => hash)).size).to.equal(1);
    expect(seen[0]?.id).to.match(UUID).and.to.equal(readJson(file())['id']);
  });

  it('lies in one file with its salt, and nowhere else', async () => {
    await deploy();
    const { id, salt, ...rest } = readJson(file());
    expect(Object.keys(rest)).to.deep.equal(['createdAt']);
    const holding = (word: unknown): string[] =>
      home
        .tree()
        .filter(
          (name) =>
            !name.endsWith('/') && readFileSync(join(home.path, name), 'latin1').includes(String(word)),
        );
    expect(holding(salt).map((name) => join(home.path, name))).to.deep.equal([file()]);
    // Besides, it stands in the record that is to be sent.
    expect(holding(id).length).to.equal(2);
  });

  for (const [verb] of VERBS) {
    it(`is not made by a verb: telemetry ${verb}`, async () => {
      const { stdout } = await runHost(home, 'has-verbs.js', { env: YES, args: ['telemetry', verb] });
      if (!['inspect', 'log'].includes(verb)) expect(stdout).to.not.equal('');
      expect(hasFile()).to.equal(false);
    });
  }

  for (const args of [['--help'], ['--version'], ['help']]) {
    it(`is made at the end of a command alone: ${args.join(' ')}`, async () => {
      await runHost(home, 'has-verbs.js', { env: YES, args });
      expect(hasFile()).to.equal(readSpool(home).length > 0);
    });
  }

  it('is not made by a command that was killed', async () => {
    const { signal } = await deploy({ args: [PROJECT, 'and-dies'] });
    expect(signal).to.equal('SIGKILL');
    expect(hasFile()).to.equal(false);
  });

  for (const verb of ['reset', 'disable']) {
    it(`dies with its salt by ${verb}; what comes after is new`, async () => {
      await deploy();
      const { id, salt } = readJson(file());
      const [before] = recorded();
      const { stdout } = await runHost(home, 'has-verbs.js', { env: YES, args: ['telemetry', verb] });
      if (verb === 'reset') expect(stdout).to.contain(String(id));
      expect(stdout).to.not.contain(String(salt));
      const files = home.tree().filter((name) => !name.endsWith('/'));
      const texts = files.map((name) => readFileSync(join(home.path, name), 'latin1')).join();
      expect(texts).to.not.contain(String(id)).and.not.contain(String(salt));

      await runHost(home, 'has-verbs.js', { args: ['telemetry', 'enable'] });
      home.holdSender(NOWHERE);
      await deploy({ env: {} });
      const [after] = recorded();
      expect(after?.id).to.match(UUID).and.not.equal(before?.id);
      expect(after?.hash)
        .to.match(/^[0-9a-f]{64}$/)
        .and.not.equal(before?.hash);
    });
  }

  for (const [where, options] of Object.entries<HostOptions>({
    'in CI': { env: { ...YES, CI: 'true' } },
    'on a CI service': { env: { ...YES, GITHUB_ACTIONS: 'true' } },
    'in a container': { env: { ...YES, container: 'podman' } },
    'in a pod': { env: { ...YES, KUBERNETES_SERVICE_HOST: '10.0.0.1' } },
    'with identity none': { env: YES, options: { identity: 'none' } },
  })) {
    it(`is neither made nor read ${where}`, async () => {
      await deploy(options);
      expect(hasFile()).to.equal(false);
      await deploy();
      const text = readFileSync(file(), 'utf8');
      await deploy(options);
      expect(readFileSync(file(), 'utf8')).to.equal(text);
      const ids = recorded().map(({ id, hash }) => [id !== undefined, hash !== undefined]);
      expect(ids).to.have.deep.members([
        [false, false],
        [true, true],
        [false, false],
      ]);
    });
  }

  it('stays for ever where the vendor chose so, and is renewed where not', async () => {
    await deploy();
    const old = { ...readJson(file()), createdAt: Date.now() - 1000 * 24 * 60 * 60 * 1000 };
    const ids: unknown[] = [old['id' as keyof typeof old]];
    for (const identity of ['stable', 'rotating']) {
      writeFileSync(file(), JSON.stringify(old));
      await deploy({ options: { identity } });
      ids.push(readJson(file())['id']);
    }
    expect(ids[1]).to.equal(ids[0]);
    expect(ids[2]).to.match(UUID).and.not.equal(ids[0]);
  });

  for (const salt of ['', 'short', undefined]) {
    it(`is not used without a proper salt: ${JSON.stringify(salt)}`, async () => {
      await deploy();
      const text = JSON.stringify({ ...readJson(file()), salt });
      writeFileSync(file(), text);
      await deploy();
      expect(readFileSync(file(), 'utf8')).to.equal(text);
      const ids = recorded().map(({ id, hash }) => [id !== undefined, hash !== undefined]);
      expect(ids).to.have.deep.members([
        [true, true],
        [false, false],
      ]);
    });
  }

  describe('with collectors that answer', () => {
    let collector: Collector;

    beforeEach(async () => {
      collector = await startCollector({ port: 0 });
    });

    afterEach(() => collector.close());

    it('is not made, read or sent for a collector that the user named', async () => {
      const env = { ...YES, ACME_TELEMETRY_ENDPOINT: collector.url };
      await deploy({ env });
      await home.quiet();
      expect(hasFile()).to.equal(false);
      await deploy();
      await deploy({ env });
      await home.quiet();
      expect(collector.spans.length).to.equal(4);
      const sent = collector.requests
        .map(({ headers, body }) => JSON.stringify(headers) + body.toString('utf8'))
        .join();
      expect(sent)
        .to.not.contain('app.installation.id')
        .and.not.contain(String(readJson(file())['id']));
    });
  });
});
