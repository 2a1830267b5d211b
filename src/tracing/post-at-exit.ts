import { parseObject } from '../disk/json.ts';
import { senderSurroundings } from '../spool/sender-process.ts';
import { TRACES_VARIABLE } from '../spool/sender-call.ts';
import type { TracingSettings } from './settings.ts';

/** One last request. */
export interface LastPost {
  readonly settings: TracingSettings;
  readonly userAgent: string;
  readonly body: string;
  readonly env: NodeJS.ProcessEnv;
  /** How a sender is started. */
  readonly senderArgs: readonly string[];
  /** After this it is given up. */
  readonly timeoutMs: number;
}

/**
 * Posts spans from within `exit`, where only synchronous work is done: by the sender's own program, which is waited
 * for, and killed when its time is over. Nothing stands in its arguments.
 *
 * @returns what came of it, for who debugs.
 */
export function postAtExit({ settings, userAgent, body, env, senderArgs, timeoutMs }: LastPost): string {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { url, headers, compression, tls } = settings;
  const { stdout, error } = spawnSync(process.execPath, senderArgs, {
    ...senderSurroundings(env, [TRACES_VARIABLE, '1']),
    input: JSON.stringify({
      url,
      headers,
      compression,
      tls,
      userAgent,
      body,
      timeoutMs: Math.min(settings.timeoutMs, timeoutMs),
    }),
    stdio: ['pipe', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const { status, code } = parseObject(stdout) ?? {};
  return String(status ?? code ?? (error && 'code' in error ? error.code : 'no answer'));
}
