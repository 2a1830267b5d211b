import {
  appendFileSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import { makeHome, type Home } from '../support/home.ts';
import { NOWHERE, runAlike, runHost, YES } from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { readJson, readSpool } from '../support/spool.ts';

const STATE = '.local/state/acme/telemetry';
const DEBUG = { ACME_TELEMETRY_DEBUG: '1' };

let home: Home;
let collector: Collector;

beforeEach(async () => {
  home = makeHome();
  collector = await startCollector({ port: 0 });
});

afterEach(async () => {
  await home.remove();
  await collector.close();
});

const deliver = async (): Promise<void> => {
  await runAlike(home, 'ends.js', { env: YES, endpoint: collector.url });
  await home.quiet();
};

describe('a home that cannot be written', () => {
  for (const place of ['.local', '.local/state', '.local/state/acme', STATE, `${STATE}/spool`]) {
    it(`is left alone in silence: ${place} is a file`, async () => {
      home.write(place, 'a file');
      const before = home.tree();
      await runAlike(home, 'does-everything.js', { env: YES, endpoint: collector.url });
      const after = home.tree().filter((name) => name !== `${STATE}/identity.json`);
      expect(after).to.deep.equal(before);
      expect(sendersOf(home.path)).to.deep.equal([]);
    });
  }

  it('is counted as a drop: the folder of finished records is a file', async () => {
    home.holdSender(NOWHERE);
    const { pendingDir, dropsFile } = home.spool(NOWHERE);
    home.write(pendingDir.slice(home.path.length), 'a file');
    await runAlike(home, 'ends.js', { env: YES });
    expect(readJson(dropsFile)).to.deep.equal({ reason: 'not-stored', spans: 1 });
    expect(home.tree().filter((name) => name.endsWith('.jsonl'))).to.deep.equal([
      dropsFile.slice(home.path.length + 1),
    ]);
  });

  it('is left alone in silence: the folder of journals is a file', async () => {
    home.holdSender(NOWHERE);
    home.write(home.spool(NOWHERE).runningDir.slice(home.path.length), 'a file');
    await runAlike(home, 'does-everything.js', { env: YES });
    expect(readSpool(home)).to.deep.equal([]);
  });

  it('says why under the debug variable alone', async () => {
    home.write(`${STATE}/spool`, 'a file');
    const { stdout, stderr, exitCode } = await runHost(home, 'ends.js', { env: { ...YES, ...DEBUG } });
    expect({ stdout, exitCode }).to.deep.equal({ stdout: 'done\n', exitCode: 0 });
    expect(stderr).to.match(/^commandspan: Error/);
    const quiet = await runHost(home, 'ends.js', { env: { ...YES, ACME_TELEMETRY_DEBUG: '0' } });
    expect(quiet.stderr).to.equal('');
  });

  it('prints nothing under the debug variable when all is well', async () => {
    const { stderr } = await runHost(home, 'ends.js', { env: { ...YES, ...DEBUG }, endpoint: collector.url });
    expect(stderr).to.equal('');
  });
});

describe('a home without variables that lead there', () => {
  for (const [how, value] of [
    ['empty', ''],
    ['relative', 'state'],
  ]) {
    it(`has its files where everybody looks: they are ${how}`, async () => {
      const env = { ...YES, XDG_STATE_HOME: String(value), XDG_CONFIG_HOME: String(value) };
      home.holdSender(NOWHERE);
      await runHost(home, 'ends.js', { env });
      expect(readSpool(home).length).to.equal(1);
      await runHost(home, 'has-verbs.js', { env, args: ['telemetry', 'disable'] });
      expect(home.tree()).to.include('.config/acme/telemetry-disabled');
    });
  }
});

describe('a state folder that is not the user’s own', () => {
  for (const place of ['.local/state/acme', STATE]) {
    it(`is not written through a link: ${place}`, async () => {
      const planted = join(home.path, 'planted');
      mkdirSync(planted);
      mkdirSync(join(home.path, place, '..'), { recursive: true });
      symlinkSync(planted, join(home.path, place));
      await deliver();
      expect(readdirSync(planted)).to.deep.equal([]);
      expect(collector.spans).to.deep.equal([]);
    });

    it(`is not said to be deleted where it is a link: ${place}`, async () => {
      await runHost(home, 'ends.js', { env: YES });
      renameSync(join(home.path, place), join(home.path, 'moved'));
      symlinkSync(join(home.path, 'moved'), join(home.path, place));
      const args = ['telemetry', 'disable'];
      const { exitCode, stderr } = await runHost(home, 'has-verbs.js', { args });
      expect(exitCode).to.equal(1);
      expect(stderr).to.include('left alone');
      expect(home.tree()).to.include('.config/acme/telemetry-disabled');
    });

    it(`is not written when another account owns it: ${place}`, async function () {
      if (process.getuid?.() !== 0) this.skip();
      mkdirSync(join(home.path, place), { recursive: true });
      chownSync(join(home.path, place), 1000, 1000);
      const before = home.tree();
      await deliver();
      expect(home.tree()).to.deep.equal(before);
      expect(collector.spans).to.deep.equal([]);
    });
  }

  it('may lie below a link of the user’s own', async () => {
    mkdirSync(join(home.path, 'elsewhere'));
    symlinkSync(join(home.path, 'elsewhere'), join(home.path, '.local'));
    await deliver();
    expect(collector.spans.length).to.equal(1);
  });

  it('lets nobody else read what is in it', async () => {
    home.holdSender(collector.url);
    await runHost(home, 'ends.js', { env: YES, endpoint: collector.url });
    home.makeDue(collector.url);
    await deliver();
    home.holdSender(collector.url);
    await runHost(home, 'dies.js', { env: YES, endpoint: collector.url, args: ['SIGKILL'] });
    await runHost(home, 'ends.js', { env: YES, endpoint: collector.url });
    const below = home.tree().filter((name) => name.startsWith(STATE));
    expect(below.length).to.be.greaterThan(8);
    for (const name of below) {
      const { mode } = lstatSync(join(home.path, name));
      expect(`${name} ${(mode & 0o777).toString(8)}`).to.equal(`${name} ${name.endsWith('/') ? 700 : 600}`);
    }
  });
});

describe('a file that is corrupt', () => {
  for (const file of ['enabled.json', 'notice.json']) {
    it(`counts as a no: ${file}`, async () => {
      home.write(`${STATE}/${file}`, '{"noticeVersion":1');
      const before = home.tree();
      await runAlike(home, 'ends.js', { endpoint: collector.url });
      expect(home.tree()).to.deep.equal(before);
    });
  }

  it('costs the id alone: identity.json', async () => {
    home.write(`${STATE}/identity.json`, '{"id":"alice"}');
    await deliver();
    expect(collector.spans.length).to.equal(1);
    expect(collector.spans[0]?.resource).to.not.have.property('app.installation.id');
  });

  for (const garbage of [
    '',
    '{',
    '[]',
    '{"nextStart":"soon"}',
    '{"nextStart":99999999999999,"nextPost":0,"failures":0}',
  ]) {
    it(`makes a sender due: schedule.json ${garbage}`, async () => {
      home.write(home.spool(collector.url).scheduleFile.slice(home.path.length), garbage);
      await deliver();
      expect(collector.spans.length).to.equal(1);
    });
  }

  it('is replaced: request.json, counts.json, last-send.json, lock.json', async () => {
    const { requestFile, countsFile, resultFile, lockFile } = home.spool(collector.url);
    for (const file of [requestFile, countsFile, resultFile, lockFile])
      home.write(file.slice(home.path.length), '{');
    await deliver();
    expect(collector.spans.length).to.equal(1);
    expect(readJson(countsFile)).to.deep.equal({ delivered: 1, dropped: {} });
    expect(readJson(resultFile)).to.deep.include({ result: 'delivered' });
    expect(existsSync(lockFile)).to.equal(false);
  });

  it('is skipped and counted among good records, which are delivered', async () => {
    home.holdSender(collector.url);
    for (let run = 0; run < 2; run += 1)
      await runHost(home, 'ends.js', { env: YES, endpoint: collector.url });
    const { pendingDir, countsFile } = home.spool(collector.url);
    const [good = ''] = readdirSync(pendingDir);
    const cut = readFileSync(join(pendingDir, good), 'utf8').slice(0, -20);
    const garbage = ['', 'garbage', '{}\n', '{"scopeSpans":"x"}\n', '\u0000\u0000\n', cut];
    for (const [index, text] of garbage.entries()) {
      writeFileSync(join(pendingDir, `000000000000000${index}.jsonl`), text);
    }
    symlinkSync('/etc/passwd', join(pendingDir, 'ffffffffffffffff.jsonl'));
    mkdirSync(join(pendingDir, 'eeeeeeeeeeeeeeee.jsonl'));
    home.makeDue(collector.url);
    await deliver();
    expect(collector.spans.length).to.equal(3);
    expect(readJson(countsFile)).to.deep.equal({ delivered: 3, dropped: { corrupt: garbage.length } });
    const { stdout } = await runHost(home, 'has-verbs.js', { args: ['telemetry'], endpoint: collector.url });
    expect(stdout).to.match(/left alone 2 files/);
    expect(existsSync('/etc/passwd')).to.equal(true);
  });

  it('is left in running until it has long been silent', async () => {
    const { runningDir } = home.spool(collector.url);
    home.write(join(runningDir, '0123456789abcdef.jsonl').slice(home.path.length), 'garbage');
    await deliver();
    expect(collector.spans.length).to.equal(1);
    expect(readdirSync(runningDir)).to.deep.equal(['0123456789abcdef.jsonl']);
  });

  it('does not hide the death of a command: a journal that was cut off', async () => {
    home.holdSender(collector.url);
    await runHost(home, 'dies.js', { env: YES, endpoint: collector.url, args: ['SIGKILL'] });
    const { runningDir } = home.spool(collector.url);
    const [name = ''] = readdirSync(runningDir);
    appendFileSync(join(runningDir, name), '{"spanName":"acme al');
    home.makeDue(collector.url);
    await deliver();
    expect(collector.spans.map(({ attributes }) => attributes['cli.outcome'])).to.have.members([
      'killed',
      'success',
    ]);
  });
});

describe('records that a sender claimed and left', () => {
  it('are delivered by the next one', async () => {
    home.holdSender(collector.url);
    await runHost(home, 'ends.js', { env: YES, endpoint: collector.url });
    const { pendingDir, dir } = home.spool(collector.url);
    renameSync(pendingDir, join(dir, 'claim-1-1-x'));
    home.makeDue(collector.url);
    await deliver();
    expect(collector.spans.length).to.equal(2);
    expect(readdirSync(dir).filter((name) => name.startsWith('claim-'))).to.deep.equal([]);
  });
});

describe('a process that is a part of a command', () => {
  for (const fixture of ['starts-a-worker.js', 'starts-a-cluster.js', 'forks-itself.js']) {
    it(`records nothing of its own: ${fixture}`, async () => {
      home.holdSender(NOWHERE);
      await runAlike(home, fixture, { env: YES });
      expect(readSpool(home).map(({ attributes }) => attributes['process.exit.code'])).to.deep.equal([0]);
    });
  }

  it('records of its own when it is a command: spawned, without a channel', async () => {
    home.holdSender(NOWHERE);
    await runHost(home, 'runs-the-next-command.js', { env: YES, args: ['sets-exit-code.js'] });
    const codes = readSpool(home).map(({ attributes }) => attributes['process.exit.code']);
    expect(codes).to.have.members([0, 4]);
  });

  it('registers once', async () => {
    home.holdSender(NOWHERE);
    const { stdout } = await runAlike(home, 'registers-twice.js', { env: YES });
    expect(stdout).to.equal('true\n');
    expect(readSpool(home).map(({ resource }) => resource['service.version'])).to.deep.equal(['1.2.3']);
  });
});
