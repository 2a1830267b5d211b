import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { attribute } from '../../../src/catalog/attribute.ts';
import { decodeJson } from '../../../src/collector/decode-json.ts';
import type { ReceivedSpan } from '../../../src/collector/spans.ts';
import type { RunInput } from '../../../src/host/recorder.ts';
import type { Run } from '../../../src/host/run.ts';
import { readIdentity } from '../../../src/identity/install-id.ts';
import { keyedHash } from '../../../src/identity/keyed-hash.ts';
import { createRun } from '../../../src/recorder/start-run.ts';
import { REQUEST_HEAD, REQUEST_TAIL } from '../../../src/span/request.ts';
import { spoolLayout } from '../../../src/spool/layout.ts';
import { before } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { acmePaths } from '../support/hosts.ts';
import { acmeRun } from '../support/runs.ts';

const WHY = 'Why it is recorded.';
const OPTIONS = {
  commands: ['deploy'],
  steps: ['collect', 'upload'],
  attributes: {
    'acme.template': attribute.oneOf(['python', 'node'], WHY),
    'acme.retries': attribute.count(10, WHY, { on: 'step' }),
    'acme.edition': attribute.oneOf(['free', 'team'], WHY, { on: 'resource' }),
    'acme.project': attribute.hash(WHY),
    'acme.team': attribute.hash(WHY, { on: 'resource' }),
  },
};

describe('createRun', () => {
  const folder = useFolder();
  const directories = (): Record<string, string> => ({
    config: folder.at('config', 'acme'),
    state: folder.at('state', 'acme'),
    policy: folder.at('etc', 'acme'),
  });

  /** Runs a command to its end and reads what it left: its record as it is stored, and the spans in it. */
  async function record(
    work: (run: Run) => void | Promise<void>,
    { options = {}, changes = {} }: { options?: object; changes?: Parameters<typeof acmeRun>[2] } = {},
  ): Promise<{
    readonly json: string;
    readonly spans: readonly ReceivedSpan[];
    readonly command: ReceivedSpan;
  }> {
    const input = acmeRun(folder.path, { ...OPTIONS, directories: directories(), ...options }, changes);
    const { run, end } = createRun(input);
    try {
      await work(run);
      end(0);
    } finally {
      run.discard();
    }
    const { pendingDir } = spoolLayout(input.endpoint.spoolDir);
    const files = existsSync(pendingDir) ? readdirSync(pendingDir) : [];
    const json = files
      .map((name) => readFileSync(join(pendingDir, name), 'utf8').trimEnd().split('\n').at(-1))
      .join();
    const spans = decodeJson(Buffer.from(REQUEST_HEAD + json + REQUEST_TAIL));
    return {
      json,
      spans,
      command: spans.find(({ parentSpanId }) => parentSpanId === undefined) as ReceivedSpan,
    };
  }

  function identity(): { readonly id: string; readonly salt: string } {
    const found = readIdentity(acmePaths(folder.path));
    if (found === undefined || found === 'unsafe') throw new Error('there is no identity');
    return found;
  }

  it("stores the host's values where each belongs", async () => {
    const { spans, command } = await record((run) => {
      run.set('acme.template', 'node');
      run.set('acme.edition', () => 'team');
      run.step('upload', () => run.set('acme.retries', 3));
    });
    expect(command.attributes).to.include({ 'acme.template': 'node', 'cli.outcome': 'success' });
    expect(command.resource).to.include({ 'acme.edition': 'team', 'service.name': 'acme' });
    expect(spans.find(({ name }) => name === 'upload')?.attributes).to.include({ 'acme.retries': 3 });
    expect(command.attributes).to.not.have.any.keys('acme.retries', 'acme.edition');
  });

  it('counts what it dropped on the command span', async () => {
    const { json, spans } = await record((run) => {
      run.set('acme.template', 'pyhton');
      run.set('acme.retries', 3);
      run.set('acme.unknown', 3);
      run.set('acme.edition', undefined);
      run.step('upload', () => run.set('acme.retries', 'many'));
    });
    expect(json).to.not.match(/pyhton|many|acme\.(unknown|retries|template)/);
    expect(JSON.stringify(spans)).to.not.include('acme.');
    const counts = [...json.matchAll(/"name":"([^"]*)"[^[]*"attributes":.*?"droppedAttributesCount":(\d+)/g)];
    expect(counts.map(([, name, count]) => [name, count])).to.deep.equal([
      ['upload', '0'],
      ['acme (unknown)', '4'],
    ]);
  });

  it('gives each of several steps at once its own value', async () => {
    const { spans } = await record((run) =>
      Promise.all(
        [1, 2, 3, 4].map((retries) =>
          run.step('collect', async () => {
            await delay(5 - retries);
            run.step('upload', () => run.set('acme.retries', retries + 4));
            await delay(retries);
            run.set('acme.retries', retries);
          }),
        ),
      ).then(() => undefined),
    );
    const valuesOf = (called: string): unknown[] =>
      spans.filter(({ name }) => name === called).map(({ attributes }) => attributes['acme.retries']);
    expect(valuesOf('collect')).to.have.members([1, 2, 3, 4]);
    expect(valuesOf('upload')).to.have.members([5, 6, 7, 8]);
    for (const { spanId, attributes } of spans.filter(({ name }) => name === 'collect')) {
      const inner = spans.find(({ parentSpanId }) => parentSpanId === spanId);
      expect(Number(inner?.attributes['acme.retries'])).to.equal(Number(attributes['acme.retries']) + 4);
    }
  });

  it('drops a value for a step that has ended', async () => {
    const { command, json } = await record(async (run) => {
      let late = (): void => undefined;
      run.step('collect', () => {
        const bound = new (process.getBuiltinModule('node:async_hooks').AsyncResource)('late');
        late = bound.runInAsyncScope.bind(bound, () => run.set('acme.retries', 9));
      });
      late();
      await delay(1);
    });
    expect(JSON.stringify(command)).to.not.include('acme.retries');
    expect(json).to.match(/"droppedAttributesCount":1/);
  });

  it('hashes with the salt that lies beside the installation id, at the end', async () => {
    const { command, json } = await record((run) => {
      run.set('acme.project', 'git.example/ada/engine');
      run.set('acme.team', () => 'engines');
      expect(existsSync(acmePaths(folder.path).identityFile)).to.equal(false);
    });
    const { id, salt } = identity();
    expect(command.attributes['acme.project']).to.equal(
      keyedHash(salt, 'acme.project', 'git.example/ada/engine'),
    );
    expect(command.resource['acme.team']).to.equal(keyedHash(salt, 'acme.team', 'engines'));
    expect(command.resource['app.installation.id']).to.equal(id);
    expect(json).to.not.include('engine').and.not.include(salt);
  });

  it('keeps what is to be hashed off the disk', async () => {
    await record((run) => {
      run.set('acme.project', 'git.example/ada/engine');
      run.setCommand('deploy', []);
      const { runningDir } = spoolLayout(
        acmeRun(folder.path, { directories: directories() }).endpoint.spoolDir,
      );
      const texts = readdirSync(runningDir).map((name) => readFileSync(join(runningDir, name), 'utf8'));
      expect(texts.join()).to.include('acme deploy').and.not.include('engine');
    });
  });

  for (const [where, given] of [
    ['in CI', { changes: { env: { CI: 'true', container: 'wsl' } } }],
    ['in a container', { changes: { env: { container: 'docker' } } }],
    ['with identity none', { options: { identity: 'none' } }],
    [
      'for the collector of the user',
      { changes: { env: { ACME_TELEMETRY_ENDPOINT: 'http://127.0.0.1:9', container: 'wsl' } } },
    ],
  ] as const) {
    it(`makes no id and no hash ${where}, and keeps the other values`, async () => {
      const { command, json } = await record((run) => {
        run.set('acme.project', 'engine');
        run.set('acme.template', 'node');
      }, given);
      expect(command.attributes)
        .to.include({ 'acme.template': 'node' })
        .and.not.have.property('acme.project');
      expect(command.resource).to.not.have.property('app.installation.id');
      expect(json).to.not.include('engine');
      expect(existsSync(acmePaths(folder.path).identityFile)).to.equal(false);
    });
  }

  it('calls no function for a run that was discarded, or has ended', async () => {
    let calls = 0;
    const input = acmeRun(folder.path, { ...OPTIONS, directories: directories() });
    for (const finish of ['discard', 'end'] as const) {
      const { run, end } = createRun(input);
      if (finish === 'end') end(0);
      else run.discard();
      run.set('acme.template', () => {
        calls += 1;
        return 'node';
      });
      run.discard();
    }
    expect(calls).to.equal(0);
  });

  it('mints no id for a run that a late no ends', async () => {
    const { spans } = await record((run) => run.set('acme.project', 'engine'), {
      changes: { mayWrite: () => false },
    });
    expect(spans).to.deep.equal([]);
    expect(existsSync(acmePaths(folder.path).identityFile)).to.equal(false);
  });
});

/** What another process does in between two system calls, for a verb can be as quick as that. */
describe('createRun, while disable runs', () => {
  const folder = useFolder();
  let isNo = false;

  beforeEach(() => {
    isNo = false;
  });

  const input = (): RunInput => {
    const directories = { config: folder.at('c'), state: folder.at('s'), policy: folder.at('p') };
    return acmeRun(folder.path, { directories }, { mayStart: () => !isNo, mayWrite: () => !isNo });
  };
  const files = (): string[] =>
    readdirSync(folder.at('s'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /jsonl|identity/.test(name),
    );
  /** The no first, and then all that there is. */
  const disable = (): void => {
    isNo = true;
    rmSync(folder.at('s'), { recursive: true, force: true });
  };

  it('leaves no journal, though it was opened after everything had been deleted', () => {
    const given = input();
    const { run } = before('openSync', disable, () => createRun(given));
    expect(files()).to.deep.equal([]);
    run.discard();
  });

  it('leaves no id, though it was made after everything had been deleted', () => {
    const { run, end } = createRun(input());
    // The third look is at the folder: by then it is known that there is no id.
    before({ name: 'lstatSync', nth: 3 }, disable, () => end(0));
    run.discard();
    expect(existsSync(folder.at('s', 'telemetry')), 'made again').to.equal(true);
    expect(files()).to.deep.equal([]);
  });

  it('would leave both without it', () => {
    const { run, end } = createRun(input());
    expect(files().length).to.equal(1);
    end(0);
    run.discard();
    expect(files().length).to.equal(2);
  });
});
