import { expect } from 'chai';
import { Command } from 'commander';
import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { instrumentCommander, mountTelemetry } from '../../../src/commander.ts';
import { attribute } from '../../../src/catalog/attribute.ts';
import { decodeJson } from '../../../src/collector/decode-json.ts';
import { keyedHash } from '../../../src/identity/keyed-hash.ts';
import { instrumentParseArgs } from '../../../src/parse-args.ts';
import { createTestTelemetryWith } from '../../../src/testing/create-test-telemetry.ts';
import type { Telemetry } from '../../../src/host/telemetry.ts';
import type { TestSurroundings, TestTelemetry } from '../../../src/testing/test-telemetry.ts';
import { SOURCE_PARTS } from '../../support/source-parts.ts';

const WHY = 'Why it is recorded.';
const OPTIONS = {
  name: 'acme',
  version: '1.2.3',
  commands: ['deploy'],
  flags: ['force'],
  steps: ['collect', 'compress', 'upload'],
  errors: ['QuotaExceeded'],
  attributes: {
    'acme.template': attribute.oneOf(['python', 'node'], WHY),
    'acme.retries': attribute.count(10, WHY, { on: 'step' }),
    'acme.edition': attribute.oneOf(['free', 'team'], WHY, { on: 'resource' }),
    'acme.project': attribute.hash(WHY),
  },
} as const;

class QuotaExceeded extends Error {}
class OutOfDisk extends Error {}
class WrongType extends TypeError {}

function createTest(
  surroundings?: TestSurroundings,
  options: object = {},
): TestTelemetry<typeof OPTIONS.attributes> {
  return createTestTelemetryWith(SOURCE_PARTS, { ...OPTIONS, ...options }, surroundings);
}

describe('createTestTelemetry', () => {
  it('gives the command as it would be sent', async () => {
    const { telemetry, run } = createTest();
    const command = await run(() => {
      telemetry.command('deploy', ['force']);
      telemetry.set('acme.template', 'node');
      telemetry.set('acme.edition', () => 'team');
    });
    expect(command).to.deep.include({ name: 'acme deploy', status: 'unset', steps: [], dropped: [] });
    expect(command.error).to.equal(undefined);
    expect(command.attributes).to.deep.equal({
      'process.executable.name': 'acme',
      'cli.command': 'deploy',
      'cli.flags': ['force'],
      'cli.outcome': 'success',
      'process.exit.code': 0,
      'acme.template': 'node',
    });
    expect(command.resource).to.include({
      'service.name': 'acme',
      'service.version': '1.2.3',
      'acme.edition': 'team',
      'cli.environment': 'terminal',
      'process.interactive': true,
    });
  });

  it('says what it says out of the bytes of the record', async () => {
    const { telemetry, end } = createTest();
    telemetry.set('acme.template', 'node');
    const { record, attributes, resource } = end();
    const [span] = decodeJson(Buffer.from(`{"resourceSpans":[${record}]}`));
    expect(span).to.deep.include({ attributes, resource });
  });

  it('gives the steps as a tree, in the order in which they began', async () => {
    let now = 1_700_000_000_000;
    const { telemetry, run } = createTest({ now: () => now });
    const command = await run(async () => {
      now += 1;
      await telemetry.step('collect', async () => {
        now += 2;
        const slow = telemetry.step('compress', async () => {
          await delay(5);
          now += 4;
        });
        await telemetry.step('upload', async () => telemetry.set('acme.retries', 3));
        await slow;
      });
      expect(() =>
        telemetry.step('upload', () => {
          now += 8;
          throw new QuotaExceeded();
        }),
      ).to.throw(QuotaExceeded);
    });
    const step = { status: 'unset', attributes: { 'cli.outcome': 'success' }, durationMs: 0, steps: [] };
    expect(command.durationMs).to.equal(15);
    expect(command.steps).to.deep.equal([
      {
        ...step,
        name: 'collect',
        durationMs: 6,
        steps: [
          { ...step, name: 'compress', durationMs: 4 },
          { ...step, name: 'upload', attributes: { ...step.attributes, 'acme.retries': 3 } },
        ],
      },
      {
        ...step,
        name: 'upload',
        status: 'error',
        durationMs: 8,
        attributes: { 'cli.outcome': 'failure', 'error.type': 'QuotaExceeded' },
      },
    ]);
    expect(command.record).to.include('"startTimeUnixNano":"1700000000000000000"');
  });

  it('gives the same bytes for the same command at the same time', () => {
    const recordOf = (): string => {
      const { telemetry, end } = createTest({ now: () => 1_700_000_000_000 });
      telemetry.step('collect', () => telemetry.set('acme.project', 'engine'));
      return end().record;
    };
    expect(recordOf()).to.equal(recordOf());
  });

  it('hears the time of day of fake timers', () => {
    const original = Date.now;
    try {
      Date.now = () => 1_700_000_000_000;
      const { end } = createTest();
      Date.now = () => 1_700_000_000_042;
      expect(end().durationMs).to.equal(42);
    } finally {
      Date.now = original;
    }
  });

  describe('what was dropped', () => {
    it('names each attribute and why, and is what the span counts', () => {
      const test = createTest();
      const telemetry = test.telemetry as Telemetry;
      telemetry.set('acme.template', 'pyhton');
      telemetry.set('acme.unknown', 1);
      telemetry.set('acme.retries', 3);
      telemetry.set('acme.edition', undefined);
      const { dropped, record, attributes } = test.end();
      expect(dropped).to.deep.equal([
        { key: 'acme.template', why: 'no value of its type, one-of' },
        { key: 'acme.unknown', why: 'it is not declared' },
        { key: 'acme.retries', why: 'no step is under way' },
      ]);
      expect(record).to.match(/"name":"acme \(unknown\)".*"droppedAttributesCount":3/);
      expect(Object.keys(attributes).filter((key) => key.startsWith('acme.'))).to.deep.equal([]);
    });

    it('names commands, flags and steps that are not declared, once each', () => {
      const { telemetry, end } = createTest();
      telemetry.command('build', ['force', 'fast']);
      telemetry.step('collect', () => telemetry.step('secret', () => undefined));
      telemetry.step('secret', () => undefined);
      const { dropped, name, steps } = end();
      expect(dropped).to.deep.equal([
        { key: 'cli.command', why: '"build" is not declared in the option "commands"' },
        { key: 'cli.flags', why: '"fast" is not declared in the option "flags"' },
        { key: 'name', why: '"secret" is not declared in the option "steps"' },
      ]);
      expect([name, ...steps.map((step) => step.name)]).to.deep.equal(['acme (other)', 'collect', '(other)']);
    });

    it('takes the last name of a command, as the record does', () => {
      const { telemetry, end } = createTest();
      telemetry.command('build');
      telemetry.command('deploy');
      expect(end().dropped).to.deep.equal([]);
    });

    it('counts the steps beyond what a command may have', () => {
      const { telemetry, end } = createTest();
      for (let index = 0; index < 205; index += 1) telemetry.step('collect', () => undefined);
      const { dropped, steps } = end();
      expect(steps).to.have.lengthOf(200);
      expect(dropped).to.deep.equal([
        { key: 'name', why: '5 steps are left out, because there are too many' },
      ]);
    });

    const system = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    const parse = Object.assign(new TypeError('x'), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
    for (const [title, error, type, isDropped] of [
      ['a class that is declared', new QuotaExceeded(), 'QuotaExceeded', false],
      ['a class that is not', new OutOfDisk(), 'Error', true],
      ['a class with a name of its own', Object.assign(new OutOfDisk(), { name: 'Full' }), '_OTHER', true],
      ['a class below one of JavaScript', new WrongType(), 'TypeError', true],
      ['a class of JavaScript', new RangeError(), 'RangeError', false],
      ['an error of the system', system, 'ENOENT', false],
      ['wrong usage', parse, 'unknown_option', false],
      ['an error as such', new Error('secret'), 'Error', false],
      ['a text', 'secret', '_OTHER', false],
    ] as const) {
      it(`${isDropped ? 'names' : 'does not name'} ${title}`, () => {
        for (const end of ['recorded', 'uncaught']) {
          const test = createTest();
          if (end === 'recorded') test.telemetry.recordError(error);
          const command = test.end(end === 'recorded' ? { exitCode: 1 } : { error });
          expect(command.attributes['error.type'], end).to.equal(type);
          expect(command.dropped.map(({ key }) => key)).to.deep.equal(isDropped ? ['error.type'] : []);
        }
      });
    }
  });

  describe('where the command runs', () => {
    it('is where the given variables say', () => {
      const gitlab = createTest({ env: { CI: 'true', GITLAB_CI: 'true' } }).end();
      expect(gitlab.resource).to.include({ 'cli.environment': 'ci', 'cli.ci': 'gitlab' });
      expect(gitlab.resource).to.include({ 'process.interactive': false });
      const pod = createTest({ env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }).end();
      expect(pod.resource['cli.environment']).to.equal('container');
    });

    it('is not where the tests run', () => {
      const given = {
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        DO_NOT_TRACK: '1',
        ACME_TELEMETRY: '0',
        ACME_TELEMETRY_ENDPOINT: 'http://127.0.0.1:9',
        container: 'docker',
        AI_AGENT: 'codex',
      };
      const before = { ...process.env };
      Object.assign(process.env, given);
      const { existsSync } = fs;
      // Tests often run in containers.
      fs.existsSync = () => true;
      try {
        const { telemetry, end } = createTest();
        expect(telemetry.isRecording).to.equal(true);
        const { resource } = end();
        expect(resource).to.include({ 'cli.environment': 'terminal' });
        expect(resource).to.have.property('app.installation.id');
        expect(resource).to.not.have.any.keys('cli.ci', 'cli.agent');
      } finally {
        fs.existsSync = existsSync;
        for (const name of Object.keys(given)) {
          if (before[name] === undefined) delete process.env[name];
          else process.env[name] = before[name];
        }
      }
    });

    it('has an identity that is the same in every test, so that equal values have equal hashes', () => {
      const hashOf = (value: string, surroundings?: TestSurroundings, options?: object): unknown => {
        const { telemetry, end } = createTest(surroundings, options);
        telemetry.set('acme.project', value);
        const { attributes, resource, record } = end();
        expect(record).to.not.include('engine');
        expect(resource['app.installation.id'] === undefined).to.equal(
          attributes['acme.project'] === undefined,
        );
        return attributes['acme.project'];
      };
      expect(hashOf('engine')).to.equal(keyedHash('0'.repeat(64), 'acme.project', 'engine'));
      expect(hashOf('engine')).to.not.equal(hashOf('engines'));
      expect(hashOf('engine', { env: { CI: 'true' } })).to.equal(undefined);
      expect(hashOf('engine', { env: { container: 'docker' } })).to.equal(undefined);
      expect(hashOf('engine', {}, { identity: 'none' })).to.equal(undefined);
    });
  });

  describe('with an adapter', () => {
    function createProgram(telemetry: TestTelemetry['telemetry']): Command {
      const program = new Command('acme').configureOutput({ writeErr: () => undefined });
      program
        .command('deploy')
        .option('--force')
        .action(() => telemetry.step('upload', () => undefined));
      instrumentCommander(program, telemetry);
      mountTelemetry(program, telemetry);
      return program;
    }

    it('hears what commander hears', async () => {
      const { telemetry, run } = createTest(undefined, { commands: [], flags: [] });
      const command = await run(() =>
        createProgram(telemetry).parseAsync(['deploy', '--force'], { from: 'user' }),
      );
      expect(command.name).to.equal('acme deploy');
      expect(command.attributes['cli.flags']).to.deep.equal(['force']);
      expect(command.steps.map(({ name }) => name)).to.deep.equal(['upload']);
    });

    it('lets commander end the command, and not the test', async () => {
      const { telemetry, run } = createTest();
      const command = await run(() => createProgram(telemetry).parse(['depoly'], { from: 'user' }));
      expect(command.name).to.equal('acme (unknown)');
      expect(command.attributes).to.include({ 'error.type': 'unknown_command', 'process.exit.code': 1 });
      expect(command.dropped).to.deep.equal([]);
    });

    it('hears util.parseArgs', () => {
      const { telemetry, end } = createTest();
      const { parseArgs, command } = instrumentParseArgs(telemetry);
      parseArgs({ args: ['--force'], options: { force: { type: 'boolean' } } });
      command('deploy');
      expect(end().attributes).to.deep.include({ 'cli.command': 'deploy', 'cli.flags': ['force'] });
    });

    it('records no verb, and keeps its hands off the disk of whoever runs the test', async () => {
      for (const [args, printed, exitCode] of [
        [['telemetry', 'disable'], /^commandspan: disable works on a user's disk/, 1],
        [['telemetry'], /^commandspan: status works on a user's disk/, 1],
        [['telemetry', 'manifest'], /Which templates|acme\.template/, undefined],
      ] as const) {
        const { telemetry, run } = createTest();
        const { text, error } = await capture(() =>
          run(() => createProgram(telemetry).parseAsync(args, { from: 'user' })),
        );
        expect(text).to.match(printed);
        expect(String(error)).to.match(/nothing of this command is recorded: it ran a telemetry verb/);
        expect(telemetry.isRecording).to.equal(false);
        expect(process.exitCode, `not ${String(exitCode)}`).to.equal(undefined);
      }
    });
  });

  describe('the end', () => {
    it('is what the test says', () => {
      expect(createTest().end({ exitCode: 130 }).attributes).to.include({
        'cli.outcome': 'cancelled',
        'cli.signal': 'SIGINT',
      });
      const error = new QuotaExceeded();
      const command = createTest().end({ error });
      expect(command.error).to.equal(error);
      expect(command.status).to.equal('error');
      expect(command.attributes).to.include({
        'process.exit.code': 1,
        'cli.outcome': 'crashed',
        'error.type': 'QuotaExceeded',
      });
      expect(createTest().end({ exitCode: -1 }).attributes['process.exit.code']).to.equal(
        process.platform === 'win32' ? 4294967295 : 255,
      );
    });

    it('is the first, whatever comes afterwards', async () => {
      const { telemetry, run, end } = createTest();
      const command = await run(() => {
        telemetry.command('deploy');
        end({ exitCode: 3 });
        telemetry.command('build');
        telemetry.set('acme.template', 'node');
        telemetry.recordError(new OutOfDisk());
        process.exit(4);
      });
      expect(command.attributes).to.deep.equal({
        'process.executable.name': 'acme',
        'cli.command': 'deploy',
        'cli.outcome': 'failure',
        'process.exit.code': 3,
        'error.type': '_OTHER',
      });
      expect(end()).to.equal(command);
    });

    it('cancels the steps that are still under way', async () => {
      const { telemetry, run } = createTest();
      const { steps } = await run(() => telemetry.step('collect', () => process.exit(0)));
      expect(steps).to.have.lengthOf(1);
      expect(steps[0]?.attributes['cli.outcome']).to.equal('cancelled');
    });

    it('does not throw what the work throws, and gives it', async () => {
      const error = new OutOfDisk('secret');
      for (const work of [() => Promise.reject(error), () => thrower(error)]) {
        const command = await createTest().run(work);
        expect(command.error).to.equal(error);
        expect(command.attributes).to.include({ 'cli.outcome': 'crashed', 'process.exit.code': 1 });
        expect(command.record).to.not.include('secret');
      }
    });

    it('comes once for each', async () => {
      const { run } = createTest();
      await run(() => undefined);
      expect(String(await rejection(run(() => undefined)))).to.include('make telemetry for each');
    });
  });

  describe('the project', () => {
    for (const [title, project, settle, isRecorded] of [
      ['says yes', 'pending', true, true],
      ['says nothing', 'pending', undefined, true],
      ['says no', 'pending', false, false],
      ['never answers', 'pending', 'never', false],
      ['said no', false, 'never', false],
      ['said yes', true, 'never', true],
      ['says no late', undefined, false, false],
    ] as const) {
      it(`${title}: the command is ${isRecorded ? '' : 'not '}recorded`, () => {
        const { telemetry, end } = createTest(undefined, { project });
        if (settle !== 'never') telemetry.projectSetting(settle);
        if (isRecorded) expect(end().name).to.equal('acme (unknown)');
        else expect(() => end()).to.throw(/nothing of this command is recorded: .*the project/);
      });
    }
  });

  it('tells errors of its own at the end, and keeps them from the command', async () => {
    const { telemetry, run } = createTest();
    let isThere = false;
    const error = await rejection(
      run(() => {
        telemetry.command('deploy', 17 as unknown as string[]);
        isThere = true;
      }),
    );
    expect(isThere).to.equal(true);
    expect(String(error)).to.match(/commandspan failed, which hosts do not see: TypeError/);
    expect((error as Error).cause).to.be.instanceOf(TypeError);
  });

  it('refuses wrong options as registerTelemetry does', () => {
    expect(() => createTest(undefined, { version: 1 })).to.throw(TypeError, 'option "version"');
    expect(() => createTest(undefined, { comands: [] })).to.throw(TypeError, 'unknown key "comands"');
    expect(() => createTest(undefined, { endpoint: 'ftp://x' })).to.throw(TypeError, 'option "endpoint"');
  });

  it('keeps commands apart that run at once', async () => {
    const commands = await Promise.all(
      ['python', 'node'].map((template) => {
        const { telemetry, run } = createTest();
        return run(async () => {
          await telemetry.step('collect', () => delay(2));
          telemetry.set('acme.template', template as 'node');
          if (template === 'node') process.exit(7);
          await delay(5);
        });
      }),
    );
    expect(
      commands.map(({ attributes, steps }) => [
        attributes['acme.template'],
        attributes['process.exit.code'],
        steps.length,
      ]),
    ).to.deep.equal([
      ['python', 0, 1],
      ['node', 7, 1],
    ]);
  });
});

function thrower(error: Error): never {
  throw error;
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** What is written to stdout and stderr meanwhile, and what came of it. */
async function capture(work: () => Promise<unknown>): Promise<{ text: string; error: unknown }> {
  const { stdout, stderr } = process;
  // oxlint-disable-next-line typescript/unbound-method -- put back
  const originals = [stdout.write, stderr.write] as const;
  let text = '';
  const write = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  try {
    stdout.write = write;
    stderr.write = write;
    return { error: await rejection(work()), text };
  } finally {
    Object.assign(stdout, { write: originals[0] });
    Object.assign(stderr, { write: originals[1] });
  }
}
