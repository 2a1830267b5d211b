import type { ConsentHost, Notice } from '../consent/consent-host.ts';
import { isShortEnough } from '../consent/variables.ts';
import { path } from '../disk/builtin.ts';
import { hostPaths, type Directories } from '../disk/paths.ts';
import * as check from './check.ts';
import { DECLARED_KEYS, parseDeclared, parseName } from './declared-options.ts';
import { HEADER_NAME, HEADER_VALUE } from './header.ts';
import type { Host } from './host.ts';
import { tracesUrl } from './traces-url.ts';

/**
 * Checks the options of a host and completes them.
 *
 * @throws TypeError that says what was expected and what came.
 */
export function parseOptions(input: unknown, env: NodeJS.ProcessEnv): Host {
  const options = check.object(input, 'options', [...CONSENT_KEYS, ...DECLARED_KEYS, ...HOST_KEYS]);
  return Object.freeze({
    ...parseCommon(options, env),
    tracesUrl: parseEndpoint(options['endpoint']),
    headers: check.optional(HEADERS, {})(options['headers'], 'headers'),
    identity: check.optional(IDENTITY, 'rotating')(options['identity'], 'identity'),
    send: check.optional(SEND, 'background')(options['send'], 'send'),
    sendIntervalMs: check.optional(INTERVAL, 60_000)(options['sendIntervalMs'], 'sendIntervalMs'),
  });
}

type Common = ConsentHost & Pick<Host, 'version' | 'project' | 'declared' | 'attributes'>;

function parseCommon(options: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): Common {
  return {
    ...parseConsent(options, env),
    ...parseDeclared(options),
    version: parseVersion(options['version'], 'version'),
    project: check.optional(parseProject, undefined)(options['project'], 'project'),
  };
}

/**
 * Checks the options of a host whose only pipeline is an OpenTelemetry SDK of its own.
 *
 * @throws TypeError that says what was expected and what came.
 */
export function parseOwnSdkOptions(input: unknown, env: NodeJS.ProcessEnv): Host {
  const known = [...CONSENT_KEYS, ...DECLARED_KEYS, 'version', 'endpoint', 'project'];
  const options = check.object(input, 'options', known);
  const { endpoint } = options;
  return Object.freeze({
    ...parseCommon(options, env),
    tracesUrl: endpoint === undefined ? '' : parseEndpoint(endpoint),
    ownSdk: 'alone',
    headers: {},
    identity: 'none',
    send: 'background',
    sendIntervalMs: 60_000,
  });
}

/**
 * Checks the options that decide about consent.
 *
 * @throws TypeError that says what was expected and what came.
 */
export function parseConsentOptions(input: unknown, env: NodeJS.ProcessEnv): ConsentHost {
  return Object.freeze(parseConsent(check.object(input, 'options', CONSENT_KEYS), env));
}

/** The keys of the options that {@link parseConsentOptions} checks. */
export const CONSENT_KEYS = [
  'name',
  'consent',
  'ci',
  'notice',
  'variables',
  'prefix',
  'distribution',
  'directories',
] as const;
const HOST_KEYS = [
  'version',
  'endpoint',
  'headers',
  'identity',
  'send',
  'sendIntervalMs',
  'project',
] as const;

/** The host's version, whatever it is; what is recorded of it is shortened. */
export const parseVersion: check.Check<string> = check.text(/^.{1,100}$/, 'a version such as "1.2.3"');

const PREFIX = check.text(/^[A-Z][A-Z0-9_]{0,63}$/, 'capital letters, digits and "_"');
const HEADERS = check.recordOf(HEADER_NAME, check.text(HEADER_VALUE, 'printable ASCII'));
const VARIABLES = check.recordOf(/^[A-Za-z_][A-Za-z0-9_]*$/, check.oneOf('enables', 'disables'));
const MODE = check.oneOf('opt-out', 'opt-in');
const CI = check.oneOf('ignore', 'record');
const IDENTITY = check.oneOf('rotating', 'stable', 'none');
const SEND = check.oneOf('background', 'blocking');
const DISTRIBUTION = check.oneOf('default', 'disabled');
const INTERVAL = check.integer(1000, 86_400_000);

function parseConsent(options: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): ConsentHost {
  const name = parseName(options['name'], 'name');
  const ci = check.optional(CI, 'ignore')(options['ci'], 'ci');
  const notice = check.optional<Notice>(parseNotice, { version: 1 })(options['notice'], 'notice');
  if (ci === 'record' && !('elsewhere' in notice)) {
    check.fail('ci', `'ignore' unless notice is { elsewhere }, because nobody reads a notice in CI`, ci);
  }
  const directories = check.optional(parseDirectories, undefined)(options['directories'], 'directories');
  return {
    name,
    ci,
    notice,
    prefix: check.optional(PREFIX, defaultPrefix(name))(options['prefix'], 'prefix'),
    mode: check.optional(MODE, 'opt-out')(options['consent'], 'consent'),
    variables: check.optional(VARIABLES, {})(options['variables'], 'variables'),
    distribution: check.optional(DISTRIBUTION, 'default')(options['distribution'], 'distribution'),
    paths: hostPaths({ name, env, directories }),
  };
}

function defaultPrefix(name: string): string {
  return name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '_')
    .replace(/^(?=\d)/, '_');
}

function parseNotice(value: unknown, option: string): Notice {
  const { text, version, elsewhere } = check.object(value, option, ['text', 'version', 'elsewhere']);
  const positive = check.integer(1, 1_000_000);
  if (elsewhere === undefined) {
    const shown = text === undefined ? {} : { text: check.text(/\S/, 'a text')(text, `${option}.text`) };
    return { ...shown, version: positive(version, `${option}.version`) };
  }
  if (text !== undefined) check.fail(option, 'either text or elsewhere', value);
  const page = check.text(/^https?:\/\/\S+$/, 'the URL of a page')(elsewhere, `${option}.elsewhere`);
  return { elsewhere: page, version: check.optional(positive, 1)(version, `${option}.version`) };
}

function parseDirectories(value: unknown, option: string): Directories {
  const found = check.object(value, option, ['config', 'state', 'policy']);
  for (const [key, folder] of Object.entries(found)) {
    if (typeof folder !== 'string' || !path.isAbsolute(folder)) {
      check.fail(`${option}.${key}`, 'an absolute path', folder);
    }
  }
  return found;
}

function parseProject(value: unknown, option: string): boolean | 'pending' {
  return typeof value === 'boolean' || value === 'pending'
    ? value
    : check.fail(option, `true, false or 'pending'`, value);
}

function parseEndpoint(value: unknown): string {
  const expected = 'the base URL (http or https) of an OTLP collector';
  const given = value instanceof URL ? value.href : value;
  if (typeof given !== 'string' || !URL.canParse(given)) check.fail('endpoint', expected, value);
  const url = new URL(given);
  const plain = [url.username, url.password, url.search, url.hash].every((part) => part === '');
  if (!/^https?:$/.test(url.protocol) || !plain || !isShortEnough(url))
    check.fail('endpoint', expected, value);
  return tracesUrl(url);
}
