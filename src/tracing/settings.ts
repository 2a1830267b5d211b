import { fs } from '../disk/builtin.ts';
import { HEADER_NAME, HEADER_VALUE } from '../host/header.ts';
import { parsePairs } from './key-pairs.ts';

/** Where the user's traces go, and how; what the variables with the host's prefix come to. */
export interface TracingSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly compression: 'gzip' | 'none';
  readonly tls: TlsFiles;
  /** Attributes of the resource, the name of the service among them where the user gave one. */
  readonly resource: Readonly<Record<string, string>>;
}

/** Contents of PEM files. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** The OTLP exporter specification's default. */
const TIMEOUT_MS = 10_000;

/**
 * Says whether the user asked for traces of the host's runs: with an endpoint that has the host's prefix, and without
 * a no to OpenTelemetry. An empty value is no value (specification, "Environment Variable Specification").
 *
 * @param prefix the host's: `ACME`.
 */
export function wantsTracing(prefix: string, env: NodeJS.ProcessEnv): boolean {
  const isDisabled = [prefix + SDK_DISABLED, SDK_DISABLED.slice(1)].some(
    (name) => env[name]?.trim().toLowerCase() === 'true',
  );
  return !isDisabled && ENDPOINTS.some((name) => read(env, prefix + name) !== undefined);
}

const SDK_DISABLED = '_OTEL_SDK_DISABLED';
const TRACES_ENDPOINT = '_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
const BASE_ENDPOINT = '_OTEL_EXPORTER_OTLP_ENDPOINT';
const ENDPOINTS = [TRACES_ENDPOINT, BASE_ENDPOINT] as const;

/**
 * Reads the settings by the rules of the specification ("OpenTelemetry Protocol Exporter"): what is said for traces
 * replaces what is said for all signals, and what cannot be understood is left out with a warning.
 *
 * @param warn takes a sentence that names a variable, never its value, which may be a secret.
 * @returns `undefined` where there is nowhere to send to.
 */
export function readSettings(
  prefix: string,
  env: NodeJS.ProcessEnv,
  warn: (text: string) => void,
): TracingSettings | undefined {
  const option = (name: string): Given | undefined =>
    given(env, `${prefix}_OTEL_EXPORTER_OTLP_TRACES_${name}`) ??
    given(env, `${prefix}_OTEL_EXPORTER_OTLP_${name}`);
  const url = readUrl(prefix, env, warn);
  if (url === undefined || !canBePosted(option('PROTOCOL'), warn)) return undefined;
  return {
    url: url.href,
    headers: readHeaders(option('HEADERS'), warn),
    timeoutMs: readTimeout(option('TIMEOUT'), warn),
    compression: readCompression(option('COMPRESSION'), warn),
    tls: url.protocol === 'https:' ? readTls(option, warn) : {},
    resource: readResource(prefix, env, warn),
  };
}

type Warn = (text: string) => void;

/** A variable that is set, and what it is called. */
interface Given {
  readonly name: string;
  readonly value: string;
}

function given(env: NodeJS.ProcessEnv, name: string): Given | undefined {
  const value = read(env, name);
  return value === undefined ? undefined : { name, value };
}

function read(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** The one of traces is complete; to the one of all signals `v1/traces` is appended. */
function readUrl(prefix: string, env: NodeJS.ProcessEnv, warn: Warn): URL | undefined {
  const traces = given(env, prefix + TRACES_ENDPOINT);
  const base = given(env, prefix + BASE_ENDPOINT);
  const found = traces ?? base;
  const url = found && URL.canParse(found.value) ? new URL(found.value) : undefined;
  if (found === undefined || url === undefined || !/^https?:$/.test(url.protocol)) {
    warn(`${found?.name} is no http or https URL; this run is not traced`);
    return undefined;
  }
  return traces ? url : new URL('v1/traces', url.href.endsWith('/') ? url : `${url.href}/`);
}

/** Receivers of `http/protobuf` take JSON on the same path; gRPC has a port of its own. */
function canBePosted(protocol: Given | undefined, warn: Warn): boolean {
  if (protocol === undefined || /^http\/(json|protobuf)$/i.test(protocol.value)) return true;
  warn(`${protocol.name} asks for another protocol than http/json; this run is not traced`);
  return false;
}

function readHeaders(option: Given | undefined, warn: Warn): Record<string, string> {
  const { pairs, broken } = parsePairs(option?.value);
  const entries = [...pairs].filter(([name, value]) => HEADER_NAME.test(name) && HEADER_VALUE.test(value));
  if (option && (broken > 0 || entries.length < pairs.size)) {
    warn(`${option.name} has entries that are no headers; they are left out`);
  }
  return Object.fromEntries(entries);
}

function readTimeout(option: Given | undefined, warn: Warn): number {
  if (option === undefined) return TIMEOUT_MS;
  const timeoutMs = Number(option.value);
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return timeoutMs;
  warn(`${option.name} is no number of milliseconds; it is ${TIMEOUT_MS}`);
  return TIMEOUT_MS;
}

function readCompression(option: Given | undefined, warn: Warn): 'gzip' | 'none' {
  if (option?.value === 'gzip') return 'gzip';
  if (option && option.value !== 'none') warn(`${option.name} is neither gzip nor none; it is none`);
  return 'none';
}

function readTls(option: (name: string) => Given | undefined, warn: Warn): TlsFiles {
  const found = TLS_FILES.map(([key, name]) => [key, readPem(option(name), warn)] as const);
  return Object.fromEntries(found.filter(([, pem]) => pem !== undefined));
}

const TLS_FILES = [
  ['ca', 'CERTIFICATE'],
  ['cert', 'CLIENT_CERTIFICATE'],
  ['key', 'CLIENT_KEY'],
] as const;

function readPem(option: Given | undefined, warn: Warn): string | undefined {
  if (option === undefined) return undefined;
  try {
    if (isPemFile(option.value)) return fs.readFileSync(option.value, 'utf8');
  } catch {
    // Said below.
  }
  warn(`${option.name} names a file that cannot be read`);
  return undefined;
}

/** What is no regular file may have no end, wait for a writer, or be the terminal. */
function isPemFile(file: string): boolean {
  const stats = fs.statSync(file);
  return stats.isFile() && stats.size <= MAX_PEM_BYTES;
}

/** Bundles of all authorities have a quarter of that. */
const MAX_PEM_BYTES = 1_000_000;

/** One broken pair discards them all (specification, "Resource SDK"). The name of the service has one of its own. */
function readResource(prefix: string, env: NodeJS.ProcessEnv, warn: Warn): Record<string, string> {
  const option = given(env, `${prefix}_OTEL_RESOURCE_ATTRIBUTES`);
  const service = read(env, `${prefix}_OTEL_SERVICE_NAME`);
  const { pairs, broken } = parsePairs(option?.value);
  if (option && broken > 0) warn(`${option.name} is no list of key=value; it is left out`);
  return {
    ...(broken === 0 && Object.fromEntries(pairs)),
    ...(service && { 'service.name': service }),
  };
}
