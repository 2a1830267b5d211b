import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ended } from './stage.js';

const SOURCES = fileURLToPath(new URL('../acme', import.meta.url));

const attribute = (span, key) => span.attributes[key];
const endedAs = (name, outcome, exitCode) => (span) =>
  span.name === name &&
  attribute(span, 'cli.outcome') === outcome &&
  attribute(span, 'process.exit.code') === exitCode;

/** The scenes, in order; Alice keeps her account throughout, the others have one each. */
export const SCENES = [
  {
    title: 'A new user, and no terminal to tell them on. Nothing is recorded, nothing is written.',
    play: async ({ user, expect, arrived }) => {
      const newcomer = user('newcomer');
      await newcomer.run(['hash', 'package.json']);
      expect(newcomer.files().length === 0 && arrived().length === 0, 'no file in their home, no span sent');
    },
  },
  {
    title: 'Alice says yes. Her next command arrives as a span, with its steps.',
    play: async ({ user, folder, expect, expectSpan }) => {
      const alice = user('alice');
      const { stdout } = await alice.run(['telemetry', 'enable']);
      console.log(`     ${stdout.trim()}`);
      expect(stdout.includes('is on'), 'acme says that telemetry is on');
      await alice.run(['pack', SOURCES, '--output', path.join(folder, 'acme.tar.gz')]);
      await expectSpan('acme pack: success, exit 0', endedAs('acme pack', 'success', 0));
      await expectSpan('its step "compress" came with it', (span) => span.name === 'compress');
    },
  },
  {
    title: 'A command fails. The exit code and the name of the error are known, its message is not.',
    play: async ({ user, folder, expectSpan }) => {
      const file = path.join(folder, 'letter.txt');
      writeFileSync(file, 'Dear Bob\n');
      writeFileSync(`${file}.sha256`, `${'0'.repeat(64)}  letter.txt\n`);
      await user('alice').run(['verify', file]);
      await expectSpan(
        'acme verify: failure, exit 3, ChecksumMismatch',
        (span) =>
          endedAs('acme verify', 'failure', 3)(span) && attribute(span, 'error.type') === 'ChecksumMismatch',
      );
    },
  },
  {
    title: 'A command needs Docker, and no Docker daemon answers.',
    play: async ({ user, expectSpan }) => {
      await user('alice').run(['docker', 'version'], { DOCKER_HOST: 'unix:///nonexistent/docker.sock' });
      await expectSpan(
        'acme docker version: failure that names docker as what was missing',
        (span) => attribute(span, 'cli.failure.dependency') === 'docker',
      );
    },
  },
  {
    title: 'A command crashes. Node prints its stack trace as ever, and the crash arrives.',
    play: async ({ user, expect, expectSpan }) => {
      const { stderr } = await user('alice').run(['crash']);
      expect(stderr.includes('TypeError: '), "acme's own stack trace is on stderr");
      await expectSpan('acme crash: crashed, exit 1', endedAs('acme crash', 'crashed', 1));
    },
  },
  {
    title: 'Alice mistypes a command. What she typed stays with her.',
    play: async ({ user, expectSpan }) => {
      await user('alice').run(['depoly', '--token=hunter2']);
      await expectSpan('acme (unknown): failure, exit 1', endedAs('acme (unknown)', 'failure', 1));
    },
  },
  {
    title: 'Ctrl-C on a command that handles it: exit code 130 is kept.',
    play: async ({ user, expect, expectSpan }) => {
      const { code } = await interrupt(user('alice').start(['serve', SOURCES, '--port', '0', '--graceful']));
      expect(code === 130, 'acme exited with 130');
      await expectSpan('acme serve: cancelled, exit 130', endedAs('acme serve', 'cancelled', 130));
    },
  },
  {
    title: 'Ctrl-C on a command that does not: it dies of the signal, and the next command reports it.',
    play: async ({ user, expect, expectSpan, arrived }) => {
      const alice = user('alice');
      const { signal } = await interrupt(alice.start(['serve', SOURCES, '--port', '0']));
      expect(signal === 'SIGINT', 'acme died of SIGINT, as without telemetry');
      expect(arrived().length === 0, 'nothing has arrived of it yet');
      await alice.run(['hash', 'package.json']);
      await expectSpan(
        'acme serve: killed, without an exit code',
        endedAs('acme serve', 'killed', undefined),
      );
      await expectSpan('acme hash: success, exit 0', endedAs('acme hash', 'success', 0));
    },
  },
  {
    title:
      'The collector is away for a moment. The span waits on disk, can be looked at, and arrives later, once.',
    play: async ({ user, collector, expect, until, arrived }) => {
      const alice = user('alice');
      await collector.stop();
      console.log('   (the collector stops)');
      await alice.run(['hash', 'LICENSE']);
      const { stdout } = await alice.run(['telemetry', 'inspect']);
      expect(stdout.startsWith('{"resourceSpans":['), 'inspect prints the request that waits');
      printRecord(JSON.parse(stdout.split('\n')[0]));
      const kept = await until(async () => (await status(alice)).lastSend?.result === 'kept');
      expect(kept, 'status says that the last send failed and the span was kept');
      await collector.restart();
      console.log('   (the collector is back; acme cache stats runs until the span has arrived)');
      const cameBack = await until(async () => {
        // Each command may start a sender once the back-off is over.
        if (arrived().length === 0) await ended(alice.startQuietly(['cache', 'stats']));
        return arrived().some(({ name }) => name === 'acme hash');
      });
      expect(cameBack, 'the span of acme hash arrived');
      const isEmpty = await until(async () => (await status(alice)).waitingRecords === 0);
      expect(isEmpty, 'nothing waits any more');
      expect(arrived().filter(({ name }) => name === 'acme hash').length === 1, 'it arrived once');
    },
  },
  {
    title: 'Bob says no for one run. Nothing is written, nothing is sent.',
    play: async ({ user, expect, arrived }) => {
      const bob = user('bob');
      await bob.run(['hash', 'package.json'], { ACME_TELEMETRY: '0' });
      await bob.run(['crash'], { ACME_TELEMETRY: '0' });
      expect(bob.files().length === 0, 'no file in his home');
      expect(arrived().length === 0, 'no span sent');
    },
  },
  {
    title: 'Alice says no for good. Her id and everything that waited are deleted.',
    play: async ({ user, expect, arrived }) => {
      const alice = user('alice');
      const { code } = await alice.run(['telemetry', 'disable']);
      expect(code === 0, 'disable says that the no is stored');
      await alice.run(['hash', 'package.json']);
      expect(arrived().length === 0, 'no span sent');
      expect(
        !alice.files().some((file) => /spool|identity|enabled/.test(file)),
        'no id, no spool, no yes left',
      );
    },
  },
];

/** Everything that one waiting request says, attribute by attribute. */
function printRecord({ resourceSpans: [{ resource, scopeSpans }] }) {
  const [span] = scopeSpans[0].spans;
  console.log('     all that is recorded of it:');
  for (const { key, value } of [...resource.attributes, ...span.attributes]) {
    console.log(`       ${key.padEnd(26)} ${JSON.stringify(Object.values(value)[0])}`);
  }
}

/** Waits until acme serves, then presses Ctrl-C. */
async function interrupt(child) {
  const end = ended(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  const result = await end;
  console.log(`     Ctrl-C: ${result.signal === null ? `exit ${result.code}` : `died of ${result.signal}`}`);
  return result;
}

/** What `acme telemetry status --json` says of the collector of these runs. */
async function status(account) {
  const { stdout } = await ended(account.startQuietly(['telemetry', 'status', '--json']));
  return JSON.parse(stdout).spools[0];
}
