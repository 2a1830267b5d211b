import { HOUR_MS, type CommandChoices, type History, type Step, type Variables } from './step.ts';

/** Writes a whole history, a line a step. */
export function describeHistory({ vendor, begins, steps }: History): string {
  const lines = steps.map((step, index) => `${String(index + 1).padStart(3)}. ${describeStep(step)}`);
  return [`vendor ${JSON.stringify(vendor)}; the user is ${begins}`, ...lines].join('\n');
}

/** Says in words what happens, for a person who has to follow it. */
export function describeStep(step: Step): string {
  return (WORDS[step.does] as (step: Step) => string)(step);
}

type Describers = { readonly [Does in Step['does']]: (step: Extract<Step, { does: Does }>) => string };

const WORDS: Describers = {
  run: ({ command, exitCode, sender }) =>
    `run ${describeCommand(command)}, exit ${exitCode}; its sender ${sender}`,
  begin: ({ command }) => `begin ${describeCommand(command)}`,
  end: ({ which, exitCode, sender }) => `end command #${which} with ${exitCode}; its sender ${sender}`,
  kill: ({ which }) => `kill command #${which}`,
  'hand over': ({ which, value }) => `command #${which} hands over the project setting ${value}`,
  beat: ({ which }) => `command #${which} gives a sign of life`,
  'set inside': ({ which, variable, value }) => `command #${which} sets ${variable}=${value} in itself`,
  verb: ({ verb, env }) => `${describeVariables(env)}acme telemetry ${verb}`,
  export: ({ variable, value }) =>
    value === undefined ? `unset ${variable}` : `export ${variable}=${value}`,
  'new shell': () => 'a new shell, without any variable',
  policy: ({ content }) => `the machine's policy is ${content ?? 'removed'}`,
  damage: ({ file, how, which }) => `damage to ${file} (#${which}): ${how}`,
  'close config': () => 'the config folder cannot be read any more',
  'open config': () => 'the config folder can be read again',
  clock: ({ ms }) => `the clock moves by ${(ms / HOUR_MS).toFixed(2)} hours`,
  release: ({ change }) => `a new version of acme: ${change}`,
  collector: ({ behaviour }) => `the collector from now on: ${behaviour}`,
  sender: ({ which, until }) => `sender #${which} goes on until it ${until}`,
  collide: ({ verb, between, which, calls }) =>
    `acme telemetry ${verb} after ${calls} system calls of: ${between} #${which}`,
};

function describeCommand({ env, project, hasTerminal, hasStep }: CommandChoices): string {
  const words = [
    `${describeVariables(env)}acme`,
    ...(hasStep ? ['with a step'] : []),
    ...(hasTerminal ? ['on a terminal'] : []),
    ...(project === undefined ? [] : [`with the project setting ${project}`]),
  ];
  return words.join(' ');
}

function describeVariables(env: Variables): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value} `)
    .join('');
}
