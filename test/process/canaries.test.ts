import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import { countCanaries } from '../support/canaries/count.ts';
import { createFinder } from '../support/canaries/find-canaries.ts';
import type { Look } from '../support/canaries/look.ts';
import type { Path } from '../support/canaries/paths.ts';
import { ARGUMENTS, makeCanaries } from '../support/canaries/places.ts';
import { commandLine } from '../support/canaries/plant.ts';
import { runPlanted } from '../support/canaries/run-planted.ts';
import { OTEL_VARIABLES } from '../support/canaries/variables.ts';
import { watchDelivery, type Watched, type Way } from '../support/canaries/watch.ts';
import { watchPayloads, type WatchedPayloads } from '../support/canaries/watch-payloads.ts';
import { PATHS, SHOWN_PATHS, TO_THE_USER, TO_THE_VENDOR } from '../support/canaries/ways.ts';
import { makeWorld, NAMESPACE_PLACES, type World } from '../support/canaries/world.ts';
import { makeHome } from '../support/home.ts';
import { NOWHERE } from '../support/run-host.ts';
import { whyNoView } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';

/** Hundreds of processes, on machines that are slow. */
const LONG_MS = 300_000;

const CANARIES = makeCanaries();
const FIND = createFinder(CANARIES.all);
const COUNT = countCanaries(CANARIES);

type LookAt = (watched: Watched) => readonly Look[];

const LOOKS: readonly (readonly [what: string, lookAt: LookAt])[] = [
  ['in a file while they run', ({ whileRunning }) => whileRunning],
  ['in a file while they wait', ({ whileWaiting }) => whileWaiting],
  ['on the wire', ({ wire }) => wire],
  ['in a file afterwards', ({ afterwards }) => afterwards],
  ['in what the verbs print', ({ verbs }) => verbs],
];

/** More of them say no more, and are too long to be shown. */
const MOST_STRAYS = 30;

/** The canaries that stand where they do not belong, and where that is. */
function findStrays(looks: readonly Look[]): string[] {
  const belongs = new Map(CANARIES.all.map((canary) => [canary.place, canary.belongs]));
  const strays = looks.flatMap(({ where, bytes }) =>
    FIND(bytes)
      .filter(({ place }) => belongs.get(place)?.every((allowed) => !allowed.where.test(where)))
      .map(({ place, encoding }) => `${place}, ${encoding}, in ${where}`),
  );
  return [...new Set(strays)].slice(0, MOST_STRAYS);
}

/** Says why a sender uses no proxy here; `undefined` when it does. */
function whyNoProxy(): string | undefined {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNewEnough = major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
  return isNewEnough ? undefined : 'this Node knows no proxies';
}

function expectRecorded(span: ReceivedSpan | undefined, { expected }: Path): void {
  const { outcome, exitCode, errorType } = expected;
  expect(span?.attributes).to.include({ 'cli.outcome': outcome, 'process.executable.name': 'acme' });
  expect(span?.attributes['process.exit.code']).to.equal(exitCode);
  expect(span?.attributes['error.type']).to.equal(errorType);
}

describe(`canaries: ${COUNT.title}`, () => {
  let world: World;

  before(() => {
    world = makeWorld(CANARIES.secret);
    if (world.whyRealMachine !== undefined) console.log(`    under its real name: ${world.whyRealMachine}`);
  });
  after(() => world.remove());

  it('are as many as the README says', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8').replaceAll(/\s+/g, ' ');
    expect(readme).to.contain(COUNT.title);
  });

  it('are planted where they are said to be', async () => {
    const home = makeHome('acme', { prefix: CANARIES.secret('home folder') });
    const surroundings = { world, home, canaries: CANARIES, endpoint: NOWHERE, isSurrounded: true };
    const run = { fixture: 'shows-what-it-holds.js', args: commandLine(CANARIES.secret) };
    const { stdout } = await runPlanted({ ...surroundings, env: { ACME_TELEMETRY: '0' } }, run);
    await home.remove();
    const { planted, seen } = JSON.parse(stdout) as { planted: string[]; seen: unknown };
    const text = JSON.stringify(seen);
    const missing = CANARIES.all
      .filter(({ place, secret }) => !planted.includes(place) && !text.includes(secret))
      .map(({ place }) => place);
    expect(missing).to.deep.equal(world.whyRealMachine === undefined ? [] : NAMESPACE_PLACES);
  });

  it('stand in the arguments of every path', () => {
    for (const { name, args } of PATHS) {
      const line = args(CANARIES.secret).join(' ');
      const missing = ARGUMENTS.filter((place) => !line.includes(CANARIES.secret(place)));
      expect(missing, name).to.deep.equal([]);
    }
  });

  it('stand in every variable that the packages of OpenTelemetry name', () => {
    const packages = join(import.meta.dirname, '../../node_modules/@opentelemetry');
    const named = readdirSync(packages, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.mjs'))
      .flatMap((name) => [
        ...readFileSync(join(packages, name), 'utf8').matchAll(/["'`](OTEL_[A-Z_]*[A-Z])["'`]/g),
      ])
      .map(([, name = '']) => name);
    expect(named).to.include('OTEL_EXPORTER_OTLP_HEADERS');
    expect(named.filter((name) => !OTEL_VARIABLES.includes(name))).to.deep.equal([]);
  });

  for (const way of [TO_THE_VENDOR, TO_THE_USER]) {
    describe(`of commands that are recorded ${way.name}`, () => {
      let watched: Watched;
      let files: readonly string[];

      before(async function () {
        this.timeout(LONG_MS);
        files = world.files();
        watched = await watchDelivery(way, { world, canaries: CANARIES, paths: PATHS });
      });

      for (const path of PATHS) {
        it(`do not keep it from arriving: ${path.name}`, () => expectRecorded(watched.spanOf(path), path));
      }

      for (const [what, lookAt] of LOOKS) {
        it(`are not ${what}`, () => {
          expect(lookAt(watched).length, 'places looked at').to.be.greaterThan(0);
          expect(findStrays(lookAt(watched))).to.deep.equal([]);
        });
      }

      it('are known to the sender as far as it needs them', function () {
        skipUnless(this, whyNoView());
        expect(watched.sender.length).to.be.greaterThan(0);
        expect(findStrays(watched.sender)).to.deep.equal([]);
      });

      it('are found where they belong', () => {
        const looks = [...LOOKS.flatMap(([, lookAt]) => lookAt(watched)), ...watched.sender];
        for (const { place, belongs } of CANARIES.all) {
          for (const { where, why } of belongs) {
            const there = looks.filter((look) => where.test(look.where));
            // Where there is no /proc, senders cannot be looked at.
            if (there.length === 0 && whyNoView() !== undefined) continue;
            const found = there.flatMap(({ bytes }) => FIND(bytes)).map((finding) => finding.place);
            expect(found, `${place}: ${why}`).to.include(place);
          }
        }
      });

      it('leave the folders of project and program as they were', () => {
        expect(world.files()).to.deep.equal(files);
      });
    });
  }

  describe('beside what may be recorded', () => {
    it('do not keep it from being recorded, hashed with a key where the host says so', async function () {
      this.timeout(LONG_MS);
      const paths = PATHS.slice(0, 1);
      const { spanOf } = await watchDelivery(TO_THE_VENDOR, { world, canaries: CANARIES, paths });
      const [span] = paths.map(spanOf);
      expect(span?.attributes).to.include({ 'acme.template': 'python', 'cli.command': 'deploy' });
      expect(span?.attributes['cli.flags']).to.deep.equal(['region']);
      expect(span?.attributes['acme.project']).to.match(/^[0-9a-f]{64}$/);
      expect(span?.resource['acme.team']).to.match(/^[0-9a-f]{64}$/);
      expect(span?.resource).to.include({ 'service.version': '1.2.3', 'cli.agent': 'other' });
    });
  });

  describe('of commands whose payload is shown', () => {
    let watched: WatchedPayloads;

    before(async function () {
      this.timeout(LONG_MS);
      watched = await watchPayloads({ world, canaries: CANARIES, paths: SHOWN_PATHS });
    });

    for (const path of SHOWN_PATHS) {
      it(`do not keep it from being shown: ${path.name}`, () => expectRecorded(watched.spanOf(path), path));
    }

    it('are not in it', () => expect(findStrays(watched.printed)).to.deep.equal([]));

    it('are in no file, because there is none', () => expect(watched.files).to.deep.equal([]));
  });

  it('in the address of a proxy are told to that proxy, and stand nowhere else', async function () {
    this.timeout(LONG_MS);
    skipUnless(this, whyNoProxy());
    const secret = CANARIES.secret('value of HTTP_PROXY');
    const way: Way = {
      ...TO_THE_VENDOR,
      endpoint: 'http://collector.example',
      env: ({ url }) => {
        const proxy = url.replace('//', `//alice:${secret}@`);
        return { HTTP_PROXY: proxy, http_proxy: proxy };
      },
    };
    const paths = PATHS.slice(0, 1);
    const { wire, ...others } = await watchDelivery(way, { world, canaries: CANARIES, paths });
    const credentials = Buffer.from(`alice:${secret}`).toString('base64');
    // That of doctor, and the sender's.
    const heads = wire.filter(({ where }) => where === 'head of a request');
    expect(heads.length).to.equal(2);
    for (const { bytes } of heads) {
      const lines = bytes.toString().split('\r\n');
      expect(lines[0]).to.equal('POST http://collector.example/v1/traces HTTP/1.1');
      expect(lines.map((line) => line.toLowerCase())).to.include(
        `proxy-authorization: basic ${credentials}`.toLowerCase(),
      );
      const rest = lines.filter((line) => !line.includes(credentials)).join('\n');
      expect(findStrays([{ where: 'the other headers', bytes: Buffer.from(rest) }])).to.deep.equal([]);
    }
    const bodies = wire.filter(({ where }) => where === 'body of a request');
    expect(bodies.length).to.equal(2);
    expect(findStrays(bodies)).to.deep.equal([]);
    for (const lookAt of [others.whileWaiting, others.afterwards, others.verbs]) {
      expect(findStrays(lookAt)).to.deep.equal([]);
    }
  });

  describe('that a host leaks', () => {
    const control = { fixture: 'leaks-what-it-declares.js', args: () => [] };
    const paths: readonly Path[] = [
      { ...control, name: 'returns', ending: 'returns', expected: { outcome: 'success', exitCode: 0 } },
      { ...control, name: 'waits', ending: 'waits', signal: 'SIGKILL', expected: { outcome: 'killed' } },
    ];
    const declared = 'command that is not declared, plain, in';
    const header = 'global, plain, base64 +0, in';

    it('are found wherever the others are looked for', async function () {
      this.timeout(LONG_MS);
      const watched = await watchDelivery(TO_THE_VENDOR, { world, canaries: CANARIES, paths });
      const strays = (lookAt: LookAt): string => findStrays(lookAt(watched)).join('\n');
      for (const path of paths) expectRecorded(watched.spanOf(path), path);
      expect(strays(({ whileRunning }) => whileRunning)).to.match(
        RegExp(`^${declared} file .*/running/`, 'm'),
      );
      expect(strays(({ whileWaiting }) => whileWaiting)).to.match(
        RegExp(`^${declared} file .*/pending/`, 'm'),
      );
      expect(strays(({ verbs }) => verbs)).to.contain(`${declared} output of telemetry inspect`);
      expect(strays(({ wire }) => wire)).to.contain(`${declared} body of a request`);
      expect(strays(({ wire }) => wire)).to.contain(`${header} head of a request`);
      expect(strays(({ wire }) => wire)).to.contain(`${header} bytes of a connection`);
      expect(strays(({ afterwards }) => afterwards))
        .to.contain(header)
        .and.to.contain('/request.json');
    });

    it('are found in a payload that is shown', async () => {
      const watched = await watchPayloads({ world, canaries: CANARIES, paths: paths.slice(0, 1) });
      expect(findStrays(watched.printed)).to.include(`${declared} returns`);
    });
  });
});
