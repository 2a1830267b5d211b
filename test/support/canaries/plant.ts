import {
  ARGUMENTS,
  VARIABLE_NAMES,
  variablesOfSurroundings,
  variablePlace,
  variablesOfAllRuns,
} from './places.ts';
import type { Canaries } from './places.ts';

/** The arguments of a command that is called as it should be, with a canary wherever one can be typed. */
export function commandLine(secret: Canaries['secret']): string[] {
  return [
    '--profile',
    secret('value of an option of the program'),
    'deploy',
    secret('positional argument'),
    secret('second positional argument'),
    '--token',
    secret('flag value after a space'),
    `--region=${secret('flag value after =')}`,
    '-p',
    secret('value of a short flag'),
    `-k${secret('value joined to a short flag')}`,
    '--url',
    `https://alice:${secret('password in a URL')}@${secret('host in a URL')}.example/`,
    '--json',
    JSON.stringify({ password: secret('value inside JSON') }),
    `--file=/home/alice/${secret('file name')}.txt`,
    '--label',
    'a',
    secret('value of a flag with many values'),
    '--',
    `depl${secret('mistyped command')}`,
    `--${secret('unknown flag')}=${secret('value of an unknown flag')}`,
    secret('argument after --'),
    `--${secret('flag after --')}`,
  ];
}

/** The same canaries, as values of an option that takes many: for command lines that are wrong elsewhere. */
export function asLabels(secret: Canaries['secret'], without: readonly string[] = []): string[] {
  const places = ARGUMENTS.filter((place) => !without.includes(place));
  return ['--label', ...places.map((place) => secret(place))];
}

/**
 * The environment of a run: a canary in the value of every variable, and some in names.
 *
 * @param isSurrounded whether everything that can be recognised is there: CI, agents, editors, a container, a build.
 */
export function environment(secret: Canaries['secret'], isSurrounded: boolean): Record<string, string> {
  const names = [...variablesOfAllRuns(), ...(isSurrounded ? variablesOfSurroundings() : [])];
  const [plain = '', ...prefixed] = VARIABLE_NAMES.map((name) => secret(`name of a variable: ${name}`));
  const [ours = '', telemetry = '', otel = ''] = prefixed;
  return {
    ...Object.fromEntries(names.map((name) => [name, valueOf(name, secret(variablePlace(name)))])),
    TRACEPARENT: `00-${secret('trace id in TRACEPARENT')}-${secret('span id in TRACEPARENT')}-01`,
    [plain]: '1',
    [`ACME_${ours}`]: '1',
    [`ACME_TELEMETRY_${telemetry}`]: '1',
    [`OTEL_${otel}`]: '1',
  };
}

/** Writes a secret as it would stand in a variable of this name. */
function valueOf(name: string, secret: string): string {
  // The collector of the tests is on this machine, and no proxy must come between.
  if (/^no_proxy$/i.test(name)) return `127.0.0.1,${secret}.example`;
  if (/_proxy$/i.test(name)) return `http://alice:${secret}@127.0.0.1:9`;
  if (/^OTEL_.*ENDPOINT$/.test(name)) return `http://127.0.0.1:9/${secret}`;
  if (/^OTEL_.*HEADERS$/.test(name)) return `authorization=Bearer%20${secret},x-${secret}=1`;
  return VALUES[name]?.(secret) ?? secret;
}

const VALUES: Readonly<Record<string, (secret: string) => string>> = {
  OTEL_RESOURCE_ATTRIBUTES: (secret) => `user.name=${secret},service.name=${secret},${secret}=1`,
  TRACESTATE: (secret) => `acme=${secret}`,
  BAGGAGE: (secret) => `user=${secret}`,
  npm_config_user_agent: (secret) => `${secret}/1.0.0 npm/? node/v24.0.0`,
  npm_package_version: (secret) => `1.2.3-${secret}+${secret}`,
  DOCKER_HOST: (secret) => `tcp://${secret}.example:2375`,
  // Node itself crashes where the language is no language.
  LANG: (secret) => `en_US.${secret}`,
  LC_ALL: (secret) => `en_US@${secret}`,
  NODE_OPTIONS: (secret) => `--title=${secret}`,
};
