import { mkdirSync } from 'node:fs';
import { resolveEndpoint } from '../../../src/host/endpoint.ts';
import type { RunInput } from '../../../src/host/recorder.ts';
import { spoolLayout } from '../../../src/spool/layout.ts';
import { writeSchedule } from '../../../src/spool/schedule.ts';
import { acmeHost } from './hosts.ts';

const HOUR_MS = 3_600_000;

/** What a recorder is given for a run of acme that was said yes to, in the given home; no sender is due. */
export function acmeRun(
  home: string,
  options: Record<string, unknown> = {},
  changes: Partial<RunInput> = {},
): RunInput {
  // Not a container: tests that run in one would see no installation id.
  const env = changes.env ?? { container: 'wsl' };
  const host = acmeHost(options, home);
  const endpoint = resolveEndpoint(host, env);
  mkdirSync(endpoint.spoolDir, { recursive: true, mode: 0o700 });
  const schedule = { nextStart: Date.now() + HOUR_MS, nextPost: Date.now() + HOUR_MS, failures: 0 };
  writeSchedule(spoolLayout(endpoint.spoolDir), schedule);
  return {
    host,
    env,
    endpoint,
    mayStart: () => true,
    mayWrite: () => true,
    isHeld: false,
    isShown: false,
    sender: { senderFile: '', offer: { made: () => undefined } },
    onError: (error) => {
      throw error;
    },
    say: () => undefined,
    ...changes,
  };
}
