import { makeCanary, type Belongs, type Canary } from './canary.ts';
import {
  FREE_TEXT_VARIABLES,
  HANDED_ON_VARIABLES,
  NPM_VARIABLES,
  OTEL_VARIABLES,
  PERSON_VARIABLES,
  RECOGNISED_VARIABLES,
  SECRET_VARIABLES,
  TRACE_VARIABLES,
} from './variables.ts';

/** All canaries of one run of the tests, by where they are planted. */
export interface Canaries {
  readonly all: readonly Canary[];
  /** The secret of a place. */
  readonly secret: (place: string) => string;
  /** What a host holds in its own memory: the fixture plants these. */
  readonly inside: Readonly<Record<string, string>>;
}

/** What is typed. */
export const ARGUMENTS = [
  'value of an option of the program',
  'positional argument',
  'second positional argument',
  'flag value after a space',
  'flag value after =',
  'value of a short flag',
  'value joined to a short flag',
  'value of a flag with many values',
  'password in a URL',
  'host in a URL',
  'value inside JSON',
  'file name',
  'mistyped command',
  'unknown flag',
  'value of an unknown flag',
  'argument after --',
  'flag after --',
] as const;

/** What the machine is called and where things lie on it. */
const MACHINE = [
  'home folder',
  'working directory',
  'folder of the program',
  'account',
  'full name',
  'login shell',
  'host name',
] as const;

/** What lies in the working directory, as a project's files do. */
const PROJECT = [
  'git remote',
  'git branch',
  'package name',
  'package version',
  'package author',
  'token in .npmrc',
  'password in .env',
  'name of a file',
  'content of a file',
] as const;

/** What stands in the memory of the host; `test/fixtures/canaries` puts each where its name says. */
const INSIDE = [
  'stdin',
  'process title',
  'terminal title',
  'written to stdout',
  'written to stderr',
  'variable set late',
  'name of a variable set late',
  'global',
  'asynchronous context',
  'warning',
  'error: name',
  'error: class',
  'error: message',
  'error: stack',
  'error: code',
  'error: system call',
  'error: path',
  'error: target',
  'error: address',
  'error: host name',
  'error: status text',
  'error: field of its own',
  'error: name of a field',
  'error: text of an object',
  'error: tag of an object',
  'error: message of the cause',
  'error: code of the cause',
  'error: text as cause',
  'error: message of a list',
  'error: message in a list',
  'error: name in a list',
  'error: text in a list',
  'error: suppressed',
  'error: what a getter throws',
  'error: what a proxy throws',
  'error: of another realm',
  'error: name of a DOMException',
  'error: message of a DOMException',
  'error: reason of an abort',
  'error: declared, message',
  'error: declared, code',
  'error: file that is not there',
  'error: address of Docker',
  'error: text that is no JSON',
  'error: module that is not there',
  'error: code that does not parse',
  'error: option of Node',
  'thrown text',
  'thrown object',
  'name of a thrown symbol',
  'name of a thrown function',
  'rejection with a text',
  'rejection with an object',
  'text of the program',
  'command that is not declared',
  'command of a plug-in',
  'flag of a plug-in',
  'flag that is not declared',
  'step that is not declared',
  'name of a step that is no text',
  'attribute that is not declared',
  'attribute: word',
  'attribute: word of a step',
  'attribute: word on the resource',
  'attribute: object for a word',
  'attribute: list for a word',
  'attribute: symbol for a word',
  'attribute: promise for a word',
  'attribute: function that gives a text',
  'attribute: function that throws',
  'attribute: text for a number',
  'attribute: text for a boolean',
  'attribute: text for a bucket',
  'attribute: pre-release',
  'attribute: build metadata',
  'attribute: name',
  'attribute: hashed',
  'attribute: hashed, on the resource',
  'version of the program',
  'build of the program',
] as const;

const NUMBERS_INSIDE = [
  'error: number',
  'attribute: number',
  'attribute: bigint',
  'attribute: number in a bucket',
] as const;

/** Names of variables, each of which is set to 1. */
export const VARIABLE_NAMES = [
  'variable',
  'ACME_ variable',
  'ACME_TELEMETRY_ variable',
  'OTEL_ variable',
] as const;

const IN_REQUEST: Belongs = {
  where: /^file .*\/request\.json/,
  why: 'a sender is told in a file of its own where the spool lies',
};
const IN_STATUS: Belongs = { where: /^output of .* (status|doctor)/, why: 'a user is told where files lie' };
const IN_SENDER_ENVIRONMENT: Belongs = {
  where: /^environment of the sender/,
  why: 'a sender has to reach the net',
};
const IN_SENDER_ARGUMENTS: Belongs = {
  where: /^arguments of the sender/,
  why: 'Node is told which file to run',
};

/** Makes a canary for every place. */
export function makeCanaries(): Canaries {
  const inside = [
    ...INSIDE.map((place) => makeCanary(place)),
    ...NUMBERS_INSIDE.map((place) => makeCanary(place, 'number')),
  ];
  const all = [
    ...ARGUMENTS.map((place) => makeCanary(place)),
    ...MACHINE.map((place) => makeCanary(place, 'token', BELONGS_OF_MACHINE[place])),
    ...PROJECT.map((place) => makeCanary(place)),
    ...VARIABLE_NAMES.map((name) => makeCanary(`name of a variable: ${name}`)),
    ...variablesOfAllRuns().map((name) =>
      makeCanary(variablePlace(name), 'token', HANDED_ON.has(name) ? [IN_SENDER_ENVIRONMENT] : []),
    ),
    ...variablesOfSurroundings().map((name) => makeCanary(variablePlace(name))),
    makeCanary('trace id in TRACEPARENT', 'trace-id'),
    makeCanary('span id in TRACEPARENT', 'span-id'),
    ...inside,
  ];
  const byPlace = new Map(all.map(({ place, secret }) => [place, secret]));
  if (byPlace.size < all.length) throw new Error('two canaries have one place');
  const secret = (place: string): string => {
    const found = byPlace.get(place);
    if (found === undefined) throw new Error(`there is no place called ${place}`);
    return found;
  };
  return { all, secret, inside: Object.fromEntries(inside.map((canary) => [canary.place, canary.secret])) };
}

/** Names the place that is the value of a variable. */
export function variablePlace(name: string): string {
  return `value of ${name}`;
}

/** Variables that are set in every run. */
export function variablesOfAllRuns(): string[] {
  const names = [
    ...OTEL_VARIABLES,
    ...TRACE_VARIABLES,
    ...PERSON_VARIABLES,
    ...NPM_VARIABLES,
    ...SECRET_VARIABLES,
    ...HANDED_ON_VARIABLES,
    ...FREE_TEXT_VARIABLES,
    'DOCKER_HOST',
    'NODE_OPTIONS',
  ];
  return [...new Set(names)];
}

/** The other variables by which surroundings are recognised; a machine that has none of them is a person's. */
export function variablesOfSurroundings(): string[] {
  const always = new Set(variablesOfAllRuns());
  return [...new Set(RECOGNISED_VARIABLES)].filter((name) => !always.has(name));
}

const HANDED_ON: ReadonlySet<string> = new Set(HANDED_ON_VARIABLES);

const BELONGS_OF_MACHINE: Readonly<Partial<Record<string, readonly Belongs[]>>> = {
  'home folder': [IN_REQUEST, IN_STATUS, IN_SENDER_ENVIRONMENT],
  'folder of the program': [IN_SENDER_ARGUMENTS],
};
