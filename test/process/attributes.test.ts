import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import type { Attributes, ReceivedSpan } from '../../src/collector/spans.ts';
import { parseObject } from '../../src/disk/json.ts';
import { makeHome, type Home } from '../support/home.ts';
import { NOWHERE, runAlike, runHost, YES, type HostOptions, type HostResult } from '../support/run-host.ts';
import { readJournals, readRecords, readSpool } from '../support/spool.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

/** A word that stands in no source. */
const ZANZIBAR = 'zanzibar';
const HASH = /^[0-9a-f]{64}$/;

/** A value for each of the fixture's attributes. */
const GOOD = {
  'acme.template': 'node',
  'acme.cached': false,
  'acme.functions': 17,
  'acme.offset': -5,
  'acme.files': 42,
  'acme.ratio': 0.3,
  'acme.runtime': 'v3.12.1-alice.smith+contoso',
  'acme.next': 'deploy',
  'acme.project': 'git.example/ada/zanzibar',
  'acme.team': 'zanzibar',
  'acme.edition': 'team',
  'acme.retries': 3,
};

/** One for each that is none, the secret in it; and keys that are none. */
const WRONG = {
  'acme.template': 'zanzibar',
  'acme.cached': 'zanzibar',
  'acme.functions': 1001,
  'acme.offset': 'zanzibar',
  'acme.files': -1,
  'acme.ratio': ['zanzibar'],
  'acme.runtime': 'zanzibar',
  'acme.next': 'zanzibar',
  'acme.project': { zanzibar: 'zanzibar' },
  'acme.team': 7,
  'acme.edition': 'zanzibar',
  'acme.retries': 11,
  'acme.zanzibar': true,
  constructor: 'zanzibar',
};

describe("attributes of a host's own", () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  /** Sets values in a run that is recorded, here by default, and is otherwise not told from one that is not. */
  function set(values: object, how = 'plainly', options: HostOptions = {}): Promise<HostResult> {
    const args = [JSON.stringify(values), how];
    return runHost(home, 'sets-attributes.js', { env: YES, ...options, args });
  }

  const bodies = (): string => collector.requests.map(({ body }) => body.toString('utf8')).join('\n');

  /** The command and the step of the last run that waits in the spool. */
  function lastRun(of: Home = home): { readonly command: ReceivedSpan; readonly step: ReceivedSpan } {
    const [step, command] = readSpool(of).slice(-2);
    if (step === undefined || command === undefined) throw new Error('nothing was recorded');
    return step.parentSpanId === undefined ? { command: step, step: command } : { command, step };
  }

  const own = (attributes: Attributes | undefined): Attributes =>
    Object.fromEntries(Object.entries(attributes ?? {}).filter(([key]) => key.startsWith('acme.')));

  it('arrive at the collector, each in its form and its place', async () => {
    const options = { env: YES, endpoint: collector.url, args: [JSON.stringify(GOOD)] };
    await runAlike(home, 'sets-attributes.js', options);
    await home.quiet();
    const command = collector.spans.find(({ parentSpanId }) => parentSpanId === undefined);
    const step = collector.spans.find(({ name }) => name === 'upload');
    const { 'acme.project': project, ...others } = own(command?.attributes);
    expect(others).to.deep.equal({
      'acme.template': 'node',
      'acme.cached': false,
      'acme.functions': 17,
      'acme.offset': -5,
      'acme.files': 10,
      'acme.ratio': 0.25,
      'acme.runtime': '3.12.1',
      'acme.next': 'deploy',
    });
    expect(project).to.match(HASH);
    expect(own(step?.attributes)).to.deep.equal({ 'acme.retries': 3 });
    const { 'acme.team': team, ...onResource } = own(command?.resource);
    expect(onResource).to.deep.equal({ 'acme.edition': 'team' });
    expect(team).to.match(HASH);
    expect(bodies()).to.not.match(/zanzibar|alice|contoso/);
  });

  it('do not arrive where they are not of their type, and are counted on the command', async () => {
    await set(WRONG, 'plainly', { endpoint: collector.url });
    await home.quiet();
    expect(
      collector.spans.map(({ attributes, resource }) => own({ ...attributes, ...resource })),
    ).to.deep.equal([{}, {}]);
    expect(bodies()).to.not.contain(ZANZIBAR);
    const counts = [
      ...bodies().matchAll(/"name":"([^"]+)"[^[]*"attributes":\[.*?\],"droppedAttributesCount":(\d+)/g),
    ];
    // Set twice, once within a step.
    const each = Object.keys(WRONG).length;
    expect(counts.map(([, name, count]) => `${name} ${count}`)).to.have.members([
      'upload 0',
      `acme deploy ${each * 2}`,
    ]);
  });

  it('come out of functions that are called once each, when a value is set', async () => {
    home.holdSender(NOWHERE);
    const keys = Object.keys(GOOD).map((key) => `found out ${key}\n`);
    const { stdout } = await set(GOOD, 'lazily');
    // Set twice, once within a step.
    expect(stdout).to.equal(keys.join('').repeat(2));
    expect(own(lastRun().command.attributes)).to.include({ 'acme.template': 'node', 'acme.files': 10 });
  });

  for (const [no, options] of Object.entries({
    'ACME_TELEMETRY=0': { env: { ACME_TELEMETRY: '0' } },
    'DO_NOT_TRACK=1': { env: { ...YES, DO_NOT_TRACK: '1' } },
    'nobody was told': { env: {} },
    'a project setting': { env: YES, options: { project: false } },
  })) {
    it(`are not asked for after a no: ${no}`, async () => {
      const seen = await runAlike(home, 'sets-attributes.js', {
        ...options,
        args: [JSON.stringify(GOOD), 'lazily'],
      });
      expect(seen).to.include({ stdout: '', stderr: '', exitCode: 0 });
      expect(home.tree()).to.deep.equal([]);
    });
  }

  for (const how of ['by-throwing', 'by-rejecting']) {
    it(`end nothing where their functions fail ${how}, and are counted`, async () => {
      home.holdSender(NOWHERE);
      const options = { env: YES, args: [JSON.stringify(GOOD), how] };
      const { exitCode } = await runAlike(home, 'sets-attributes.js', options);
      expect(exitCode).to.equal(0);
      const { command, step } = lastRun();
      expect([own(command.attributes), own(command.resource), own(step.attributes)]).to.deep.equal([
        {},
        {},
        {},
      ]);
      expect(readRecords(home).join()).to.contain(`"droppedAttributesCount":${Object.keys(GOOD).length * 2}`);
    });
  }

  it('do not outlive a command that is killed', async () => {
    home.holdSender(collector.url);
    await set(GOOD, 'and-dies', { endpoint: collector.url });
    expect(readJournals(home, collector.url).length).to.equal(1);
    const files = home.tree().filter((name) => !name.endsWith('/'));
    const texts = files.map((name) => readFileSync(join(home.path, name), 'utf8')).join();
    expect(texts)
      .to.contain('acme deploy')
      .and.not.match(/zanzibar|acme\.(template|project|team)/);
    home.makeDue(collector.url);
    await set({}, 'plainly', { endpoint: collector.url });
    await home.quiet();
    const killed = collector.spans.find(({ attributes }) => attributes['cli.outcome'] === 'killed');
    expect(killed?.name).to.equal('acme deploy');
    expect(own({ ...killed?.attributes, ...killed?.resource })).to.deep.equal({});
  });

  it('are named when they are dropped and somebody debugs, their values never', async () => {
    home.holdSender(NOWHERE);
    // One that fits comes first, so that something is there to be told of.
    const { 'acme.project': _, ...wrong } = WRONG;
    const values = { 'acme.project': 'zanzibar', ...wrong };
    const { stderr } = await set(values, 'plainly', { env: { ...YES, ACME_TELEMETRY_DEBUG: '1' } });
    for (const key of Object.keys(wrong)) {
      const why = /zanzibar|constructor/.test(key) ? 'it is not declared' : 'no value of its type';
      expect(stderr).to.contain(`commandspan: attribute ${key} is dropped: ${why}`);
    }
    expect(stderr.replaceAll('acme.zanzibar', '')).to.not.contain(ZANZIBAR);
    const quiet = await set(WRONG);
    expect(quiet).to.include({ stdout: '', stderr: '' });
  });

  describe('that are hashed', () => {
    const PROJECT = { 'acme.project': 'same', 'acme.team': 'same' };

    /** Both hashes of one run. */
    async function hashes(values: object = PROJECT, of: Home = home): Promise<readonly unknown[]> {
      of.holdSender(NOWHERE);
      const before = readSpool(of).length;
      await runHost(of, 'sets-attributes.js', { env: YES, args: [JSON.stringify(values)] });
      const spans = readSpool(of);
      expect(spans.length).to.equal(before + 2);
      const newest = spans.toSorted((one, other) =>
        Number(BigInt(one.startTimeUnixNano) - BigInt(other.startTimeUnixNano)),
      );
      const command = newest.findLast(({ parentSpanId }) => parentSpanId === undefined);
      return [command?.attributes['acme.project'], command?.resource['acme.team']];
    }

    it('are equal in two runs of one installation, and differ by key and by value', async () => {
      const first = await hashes();
      expect(await hashes()).to.deep.equal(first);
      const other = await hashes({ 'acme.project': 'other', 'acme.team': 'same' });
      expect(other[1]).to.equal(first[1]);
      expect(new Set([...first, ...other]).size).to.equal(3);
      for (const hash of first) expect(hash).to.match(HASH);
    });

    it('differ between two installations', async () => {
      const elsewhere = makeHome();
      try {
        const all = [...(await hashes()), ...(await hashes(PROJECT, elsewhere))];
        expect(new Set(all).size).to.equal(4);
      } finally {
        await elsewhere.remove();
      }
    });

    it('differ after telemetry reset', async () => {
      const before = await hashes();
      await runHost(home, 'has-verbs.js', { args: ['telemetry', 'reset'], env: YES });
      const after = await hashes();
      expect(new Set([...before, ...after]).size).to.equal(4);
    });

    it('are made with a salt that is never sent', async () => {
      await set(PROJECT, 'plainly', { endpoint: collector.url });
      await home.quiet();
      const identity = parseObject(readFileSync(join(home.state, 'identity.json'), 'utf8'));
      expect(String(identity?.['salt']).length).to.be.greaterThan(31);
      const headers = JSON.stringify(collector.requests.map((request) => request.headers));
      expect(bodies()).to.contain(String(identity?.['id'])).and.not.contain(String(identity?.['salt']));
      expect(headers).to.not.contain(String(identity?.['salt'])).and.not.contain(String(identity?.['id']));
    });

    for (const [where, options] of Object.entries({
      'in CI': { env: { ...YES, CI: 'true' } },
      'in a container': { env: { ...YES, container: 'docker' } },
      'with identity none': { env: YES, options: { identity: 'none' } },
    })) {
      it(`are left out ${where}, and what was to be hashed is nowhere`, async () => {
        home.holdSender(NOWHERE);
        await set(GOOD, 'plainly', options);
        const { command } = lastRun();
        expect(command.attributes)
          .to.include({ 'acme.template': 'node' })
          .and.not.have.property('acme.project');
        expect(command.resource).to.not.have.any.keys('acme.team', 'app.installation.id');
        expect(readRecords(home).join()).to.not.contain(ZANZIBAR);
        expect(existsSync(join(home.state, 'identity.json'))).to.equal(false);
      });
    }

    it('are left out for a collector that the user named', async () => {
      await set(GOOD, 'plainly', { env: { ...YES, ACME_TELEMETRY_ENDPOINT: collector.url } });
      await home.quiet();
      expect(collector.spans.length).to.equal(2);
      expect(own(collector.spans[0]?.resource)).to.deep.equal({ 'acme.edition': 'team' });
      expect(bodies())
        .to.contain('acme.template')
        .and.not.match(/acme\.(project|team)|app\.installation/);
    });

    it('cost no cryptography where nothing is hashed', async () => {
      home.holdSender(NOWHERE);
      const attributes = { 'acme.customer': { type: 'hash', on: ['span'], purpose: 'For this test.' } };
      const loaded = async (...args: string[]): Promise<string[]> => {
        const { stdout } = await runHost(home, 'lists-what-it-loaded.js', {
          env: YES,
          args,
          options: { attributes },
        });
        return stdout.split('\n').filter((name) => /^NativeModule crypto$/.test(name));
      };
      // The first run makes an id.
      expect(await loaded()).to.have.lengthOf(1);
      expect(await loaded()).to.deep.equal([]);
      expect(await loaded('a value')).to.have.lengthOf(1);
    });
  });
});
