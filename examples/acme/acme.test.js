// acme's own tests of its telemetry: node --test examples/acme/acme.test.js
// oxlint-disable typescript/no-floating-promises -- node:test waits for them
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { instrumentCommander } from 'commandspan/commander';
import { createTestTelemetry, startTestCollector } from 'commandspan/testing';
import { createProgram } from './program.js';
import { options } from './telemetry-options.js';

const ACME = join(import.meta.dirname, 'acme.js');
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acme-test-'));
  await writeFile(join(folder, 'secret.txt'), 'not for anybody');
});

after(() => rm(folder, { recursive: true, force: true }));

/** Runs a command in this process, without disk or network, and gives what would be sent. */
function run(...args) {
  const { telemetry, run: runCommand } = createTestTelemetry(options);
  return runCommand(() => {
    const program = createProgram(telemetry);
    instrumentCommander(program, telemetry);
    return program.parseAsync(args, { from: 'user' });
  });
}

test('pack is recorded with its phases, and without the name of the folder', async () => {
  const command = await run('pack', folder, '--dry-run');
  assert.equal(command.name, 'acme pack');
  assert.deepEqual(command.attributes['cli.flags'], ['dry-run']);
  assert.deepEqual(
    command.steps.map(({ name }) => name),
    ['collect'],
  );
  assert.deepEqual(command.dropped, []);
  assert.ok(!command.record.includes(folder));
});

test('a missing file is recorded by the name of its error', async () => {
  const command = await run('hash', join(folder, 'missing.txt'));
  assert.equal(command.attributes['error.type'], 'InputNotFound');
});

test('acme hash arrives', async (t) => {
  const collector = await startTestCollector(options);
  t.after(() => collector.close());
  await promisify(execFile)(process.execPath, [ACME, 'hash', folder], { env: collector.env });
  const command = await collector.waitForCommand('hash');
  assert.equal(command.attributes['cli.outcome'], 'success');
});
