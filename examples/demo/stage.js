import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ACME = fileURLToPath(new URL('../acme/acme.js', import.meta.url));
const DEADLINE_MS = 20_000;
const POLL_MS = 25;

/** What a scene plays with: a user's account, acme, the collector, and a list of what did not come true. */
export function createStage({ folder, collector }) {
  const unmet = [];
  const seen = collector.received.length;
  const expect = (holds, expectation) => {
    console.log(`   ${holds ? 'ok' : 'NOT SO'}: ${expectation}`);
    if (!holds) unmet.push(expectation);
  };
  return {
    folder,
    collector,
    unmet,
    expect,
    /** Spans that arrived since the scene began. */
    arrived: () => collector.received.slice(seen),
    /** An account of its own, with a home that is empty at first. */
    user: (name) => createUser(path.join(folder, name), collector),
    /** Waits for a span that fits, and fails the scene when none comes. */
    expectSpan: async (expectation, fits) => {
      const came = await until(() => collector.received.slice(seen).some(fits));
      expect(came, expectation);
    },
    until,
  };
}

/** Waits, with a deadline, until the condition holds; says whether it came to that. */
export async function until(condition) {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}

function createUser(home, collector) {
  mkdirSync(home, { recursive: true });
  const environment = (more) => ({
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    HOME: home,
    USERPROFILE: home,
    // Spans of these runs go to the local collector instead of to the vendor's.
    ACME_TELEMETRY_ENDPOINT: collector.url,
    ...more,
  });
  const startQuietly = (args, more = {}) =>
    spawn(process.execPath, [ACME, ...args], { env: environment(more), stdio: ['ignore', 'pipe', 'pipe'] });
  const start = (args, more = {}) => {
    const shown = Object.entries(more).map(([name, value]) => `${name}=${value} `);
    console.log(`   $ ${shown.join('')}acme ${args.join(' ')}`);
    return startQuietly(args, more);
  };
  return {
    home,
    start,
    /** Starts acme without showing it. */
    startQuietly,
    /** Runs acme to its end. */
    run: async (args, more) => {
      const result = await ended(start(args, more));
      console.log(`     exit ${result.code ?? result.signal}`);
      return result;
    },
    /** Every file and folder below the home. */
    files: () => (existsSync(home) ? readdirSync(home, { recursive: true }) : []),
  };
}

/** The output and the end of a child process. */
export function ended(child) {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
