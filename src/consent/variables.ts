import type { ConsentHost, ConsentMoment, VariableMeaning } from './consent-host.ts';
import type { Reading, Says, SourceName } from './reading.ts';

/** Values that take back what a `…_DISABLED` variable or `DO_NOT_TRACK` would say; anything else is a no. */
const NOT_DISABLED = new Set(['', '0', 'false', 'no', 'off']);

/** Values of `ACME_TELEMETRY` that say yes; anything else that is set, the empty value included, is a no. */
const ENABLED = new Set(['1', 'true', 'yes', 'on']);

/** Says what a variable of the given meaning and value says. Lenient for a no, strict for a yes. */
export function readVariable(meaning: VariableMeaning, value: string | undefined): Says {
  if (value === undefined) return 'nothing';
  const word = value.trim().toLowerCase();
  if (meaning === 'enables') return ENABLED.has(word) ? 'yes' : 'no';
  return NOT_DISABLED.has(word) ? 'nothing' : 'no';
}

/** The value of `ACME_TELEMETRY` with which a user asks to see the payload of a run. It says no to all else. */
const INSPECT = 'inspect';

/** Says whether the user asks to see what this run would send. Heard after a no too: nothing is kept or sent. */
export function wantsInspection({ prefix }: Pick<ConsentHost, 'prefix'>, env: NodeJS.ProcessEnv): boolean {
  return env[`${prefix}_TELEMETRY`]?.trim().toLowerCase() === INSPECT;
}

/** Reads all variables that users set: those of the convention, the host's own, and those its vendor added. */
export function* readVariables({ host, env }: ConsentMoment): Generator<Reading> {
  const { prefix } = host;
  yield variable('do-not-track', 'disables', ['DO_NOT_TRACK', env]);
  yield variable('variable-disabled', 'disables', [`${prefix}_TELEMETRY_DISABLED`, env]);
  const own = variable('variable', 'enables', [`${prefix}_TELEMETRY`, env]);
  yield wantsInspection(host, env) ? { ...own, note: 'set to inspect, shows what a run would send' } : own;
  for (const [name, meaning] of Object.entries(host.variables)) {
    yield variable('extra-variable', meaning, [name, env]);
  }
  yield sdkDisabled(env);
  yield endpoint(`${prefix}_TELEMETRY_ENDPOINT`, env);
}

/**
 * Reads the user's own collector for usage telemetry from its variable: `https`, or `http` to loopback.
 *
 * @returns the URL; `undefined` when unset or empty; `'broken'` for anything else, which sends nothing.
 */
export function readEndpointVariable(value: string | undefined): URL | 'broken' | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  if (!URL.canParse(value)) return 'broken';
  const url = new URL(value);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  // With a query or a fragment there is no saying where `/v1/traces` belongs.
  const plain = [url.username, url.password, url.search, url.hash].every((part) => part === '');
  return safe && plain && isShortEnough(url) ? url : 'broken';
}

/** An endpoint's spool is called after it, and file names have an end. */
export function isShortEnough(url: URL): boolean {
  return encodeURIComponent(url.href).length <= 200;
}

/** 127.0.0.0/8, `::1` and `localhost`, as the URL parser writes them. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function variable(
  source: SourceName,
  meaning: VariableMeaning,
  [name, env]: readonly [string, NodeJS.ProcessEnv],
): Reading {
  const says = readVariable(meaning, env[name]);
  return { source, says, where: name, note: env[name] === undefined ? 'not set' : NOTES[meaning][says] };
}

/** What status says of a variable that is set; never its value. */
const NOTES: Readonly<Record<VariableMeaning, Readonly<Record<Says, string>>>> = {
  enables: { yes: 'set to yes', no: 'set, and not to 1, true, yes or on', nothing: 'not set' },
  disables: { yes: '', no: 'set', nothing: 'set to 0, false, no, off or nothing' },
};

function sdkDisabled(env: NodeJS.ProcessEnv): Reading {
  const where = 'OTEL_SDK_DISABLED';
  const says = env[where]?.trim().toLowerCase() === 'true' ? 'no' : 'nothing';
  return { source: 'otel-sdk-disabled', says, where, note: env[where] === undefined ? 'not set' : 'set' };
}

function endpoint(where: string, env: NodeJS.ProcessEnv): Reading {
  const url = readEndpointVariable(env[where]);
  if (url === undefined) return { source: 'endpoint-variable', says: 'nothing', where, note: 'not set' };
  const broken = url === 'broken';
  const note = broken
    ? 'not a plain https URL, or http to loopback, as it must be: nothing is sent'
    : 'spans of this run go there';
  return { source: 'endpoint-variable', says: broken ? 'no' : 'nothing', where, note };
}
