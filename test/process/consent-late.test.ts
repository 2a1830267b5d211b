import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startCollector } from '../../src/collector/server.ts';
import { makeHome, type Home } from '../support/home.ts';
import { isOnDisk, startOrders, traces, type OrderedHost } from '../support/orders.ts';
import { NOWHERE, runHost, YES, type HostOptions, type HostResult } from '../support/run-host.ts';
import { skipUnless } from '../support/skip.ts';
import { readJournals, readSpool } from '../support/spool.ts';
import { runOnTerminal, whyNoTerminal } from '../support/terminal.ts';
import { waitFor } from '../support/wait-for.ts';

const PENDING = { env: YES, options: { project: 'pending' } } as const;
const CUSTOMER = 'zanzibar-ltd';
const EVERYTHING = ['name:deploy', 'set:node', `hash:${CUSTOMER}`] as const;

/** What a host may find in a file and hand over; none of it is `true` or nothing. */
const NO_YES = ['false', 'null', '0', '1', '""', '"true"', '"on"', '"off"', '"pending"', '{}', '[true]'];

let home: Home;

beforeEach(() => {
  home = makeHome();
});

afterEach(() => home.remove());

describe('a project setting that comes late', () => {
  for (const answer of ['true', 'undefined']) {
    it(`holds the command in memory, and lets it be recorded from its start: ${answer}`, async () => {
      const before = Date.now();
      const host = startOrders(home, ['in-step', ...EVERYTHING, 'wait', `answer:${answer}`, 'tell'], PENDING);
      await host.isWaiting();
      const waited = Date.now();
      expect(traces(home)).to.deep.equal([]);
      home.holdSender(NOWHERE);
      host.goOn();
      expect(await host.result).to.deep.include({
        exitCode: 0,
        stderr: '',
        stdout: 'waiting\nrecording true\n',
      });
      const [step, command] = readSpool(home);
      expect([step?.name, command?.name]).to.deep.equal(['upload', 'acme deploy']);
      expect(Number(command?.startTimeUnixNano) / 1e6).to.be.within(before - 50, waited);
      expect(Number(step?.startTimeUnixNano) / 1e6).to.be.within(before - 50, waited);
      expect(Number(command?.endTimeUnixNano) / 1e6).to.be.at.least(waited - 1);
      expect(command?.attributes).to.include({ 'acme.template': 'node' });
      expect(command?.attributes['acme.customer']).to.match(/^[0-9a-f]{64}$/);
      expect(command?.resource).to.have.property('app.installation.id');
      expect(isOnDisk(home, CUSTOMER)).to.equal(false);
    });
  }

  it('leaves nothing where the answer is anything but true or nothing', async () => {
    const results = await Promise.all(
      NO_YES.map((value) => startOrders(home, [...EVERYTHING, `answer:${value}`, 'tell'], PENDING).result),
    );
    expect(results.map(({ stdout }) => stdout)).to.deep.equal(NO_YES.map(() => 'recording false\n'));
    expect(home.tree()).to.deep.equal([]);
  });

  it('leaves nothing where no answer comes, however the command ends', async () => {
    const ends: Readonly<Record<string, readonly string[]>> = {
      'the end': [],
      'the end of a step': ['in-step'],
      'process.exit': ['exit:3'],
      'a crash': ['crash:boom'],
      'a crash in a step': ['in-step', 'crash:boom'],
    };
    const results = await Promise.all(
      Object.values(ends).map((orders) => startOrders(home, [...EVERYTHING, ...orders], PENDING).result),
    );
    expect(results.map(({ exitCode }) => exitCode)).to.deep.equal([0, 0, 3, 1, 1]);
    expect(home.tree()).to.deep.equal([]);
  });

  it('leaves nothing of a command that is killed while it waits', async () => {
    const signals = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
    await Promise.all(
      signals.map(async (signal) => {
        const host = startOrders(home, [...EVERYTHING, 'wait'], PENDING);
        await host.isWaiting();
        host.child.kill(signal);
        expect((await host.result).signal).to.equal(signal);
      }),
    );
    expect(home.tree()).to.deep.equal([]);
  });

  const NOES: readonly (readonly [what: string, orders: readonly string[], options: HostOptions])[] = [
    ['a no after a yes', ['answer:true', 'answer:false'], PENDING],
    ['a no after nothing', ['answer:undefined', 'answer:false'], PENDING],
    ['a yes after a no', ['answer:false', 'answer:true'], PENDING],
    ['a no that nobody announced', ['answer:false'], { env: YES }],
  ];

  for (const [what, orders, options] of NOES) {
    it(`is a no at once and to the end: ${what}`, async () => {
      home.holdSender(NOWHERE);
      const host = startOrders(home, [...EVERYTHING, ...orders, 'find:node', 'tell', 'wait'], options);
      await host.isWaiting();
      expect(readJournals(home), 'while it works').to.deep.equal([]);
      host.goOn();
      expect(await host.result).to.include({ exitCode: 0, stderr: '' });
      expect(host.output.stdout, 'nothing more is found out').to.equal('recording false\nwaiting\n');
      expect(readSpool(home)).to.deep.equal([]);
      expect(traces(home)).to.not.include('.local/state/acme/telemetry/identity.json');
    });
  }

  it('is no second chance for a telemetry verb', async () => {
    home.holdSender(NOWHERE);
    const before = home.tree();
    for (const words of ['telemetry status', 'telemetry inspect', 'help telemetry']) {
      await runHost(home, 'answers-around-verbs.js', { ...PENDING, args: words.split(' ') });
    }
    expect(home.tree()).to.deep.equal(before);
  });

  it('is known to the verbs after any other no', async () => {
    const options = { env: { TEST_ANSWER: 'before' }, options: { project: 'pending' } };
    const verb = (name: string): Promise<HostResult> =>
      runHost(home, 'answers-around-verbs.js', { ...options, args: ['telemetry', name] });
    await verb('disable');
    expect((await verb('status')).stdout).to.match(/^ {2}project +- /m);
    expect(await verb('enable')).to.include({ stderr: '', exitCode: 0 });
  });

  describe('on a terminal', () => {
    before(function () {
      skipUnless(this, whyNoTerminal());
    });

    for (const [what, orders, isShown] of [
      ['is not shown where no answer comes', [], false],
      ['is not shown after a no', ['answer:false'], false],
      ['is shown after a yes', ['answer:true'], true],
    ] as const) {
      it(`has a notice that ${what}`, async () => {
        const { screen } = await runOnTerminal(home, 'follows-orders.js', {
          args: orders,
          options: { project: 'pending' },
        });
        expect(screen.includes('will record')).to.equal(isShown);
        expect(home.tree().length > 0).to.equal(isShown);
      });
    }
  });
});

describe('a no that comes while a command works', () => {
  const STATE = '.local/state/acme';

  /** Starts a command that has a journal. */
  async function startRecorded(orders: readonly string[], endpoint?: string): Promise<OrderedHost> {
    const host = startOrders(home, [...EVERYTHING, ...orders], { env: YES, ...(endpoint && { endpoint }) });
    await host.isWaiting();
    expect(readJournals(home, endpoint).length).to.equal(1);
    return host;
  }

  const verb = (name: string, endpoint: string = NOWHERE): Promise<HostResult> =>
    runHost(home, 'has-verbs.js', { args: ['telemetry', name], endpoint });

  for (const [where, orders] of [
    ['between its steps', ['wait', 'in-step', 'name:deploy']],
    ['in a step', ['in-step', 'wait', 'set:python']],
    ['before it crashes', ['wait', 'crash:boom']],
  ] as const) {
    it(`takes it all back: ${where}`, async () => {
      const host = await startRecorded(orders);
      expect(await verb('disable')).to.include({ stderr: '', exitCode: 0 });
      const left = traces(home).filter((name) => !name.endsWith('/'));
      expect(left).to.deep.equal(['.config/acme/telemetry-disabled']);
      host.goOn();
      await host.result;
      expect(traces(home).filter((name) => !name.endsWith('/'))).to.deep.equal(left);
    });
  }

  it('counts for a command that is killed afterwards, when it is taken back later', async () => {
    const collector = await startCollector({ port: 0 });
    const { url } = collector;
    const host = await startRecorded(['wait'], url);
    await verb('disable', url);
    host.child.kill('SIGKILL');
    await host.result;
    await verb('enable', url);
    await runHost(home, 'ends.js', { endpoint: url });
    await home.quiet();
    await collector.close();
    expect(collector.spans.map(({ attributes }) => attributes['cli.outcome'])).to.deep.equal(['success']);
  });

  it('is seen by a command that goes on, whoever says it, before it can be killed', async () => {
    const policy = join(home.path, 'policy');
    const options = { env: YES, options: { directories: { policy } } };
    const host = startOrders(home, [...EVERYTHING, 'wait'], options);
    await host.isWaiting();
    home.write('policy/telemetry.json', '{"enabled":false}');
    await waitFor(() => readJournals(home).length === 0, 'the journal to go');
    host.child.kill('SIGKILL');
    await host.result;
    expect(readSpool(home)).to.deep.equal([]);
  });

  it('is heard from variables that the host reads from a file of the project', async () => {
    const host = await startRecorded(['wait', 'env:DO_NOT_TRACK=1']);
    host.goOn();
    await host.result;
    expect(readSpool(home)).to.deep.equal([]);
    expect(readJournals(home)).to.deep.equal([]);
    expect(traces(home).some((name) => name.endsWith('identity.json'))).to.equal(false);
  });

  it('is no no, but the end of the record, where the user deletes the state folder', async () => {
    const host = await startRecorded(['wait', 'name:deploy', 'hash:x']);
    rmSync(join(home.path, STATE), { recursive: true });
    const before = home.tree();
    host.goOn();
    expect(await host.result).to.include({ exitCode: 0, stderr: '' });
    expect(traces(home)).to.deep.equal(before);
  });
});
