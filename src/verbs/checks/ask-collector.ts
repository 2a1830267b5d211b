import type { PostResult } from '../../sender/post.ts';
import type { ProbeRequest } from '../../sender/probe.ts';
import { parseObject } from '../../disk/json.ts';
import type { Endpoint } from '../../host/endpoint.ts';
import { PROBE_VARIABLE } from '../../spool/sender-call.ts';
import { userAgentOf } from '../../spool/user-agent.ts';
import { senderSurroundings } from '../../spool/sender-process.ts';
import type { VerbContext } from '../verb-context.ts';

/** What came of asking: what came of the request, or why no sender could be started to make it. */
export type Answer = PostResult | { readonly kind: 'not-started'; readonly code: string };

/** Bounds all of it, a name look-up that hangs included. */
const MAX_MS = 5000;
/** Of these for starting a process, and for its end. */
const MARGIN_MS = 500;

/**
 * Asks the collector with a request that holds nothing. A sender does it, started as senders are: what Node was told in
 * this process (`NODE_OPTIONS`), and who else listens to its requests, is not the sender's.
 *
 * @param senderArgs how a sender is started.
 */
export function askCollector(
  { host, env }: VerbContext,
  { url, headers }: Endpoint,
  senderArgs: readonly string[],
): Answer {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { noFile, policyFile } = host.paths;
  const timeoutMs = MAX_MS - MARGIN_MS;
  const request: ProbeRequest = { url, headers, userAgent: userAgentOf(host), timeoutMs, noFile, policyFile };
  const { stdout, error } = spawnSync(process.execPath, senderArgs, {
    ...senderSurroundings(env, [PROBE_VARIABLE, '1']),
    input: JSON.stringify(request),
    stdio: ['pipe', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: MAX_MS,
    killSignal: 'SIGKILL',
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends come out of one build
  const answer = parseObject(stdout) as PostResult | undefined;
  if (answer !== undefined) return answer;
  const code = error !== undefined && 'code' in error ? String(error.code) : 'UNKNOWN';
  return code === 'ETIMEDOUT' ? { kind: 'unreachable', code } : { kind: 'not-started', code };
}
