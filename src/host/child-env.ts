import type { Session } from './session.ts';

/** Variables to set; `undefined` takes one away. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Copies an environment, with what links a child process to this run. Never throws. */
export function childEnv(
  { guard, childVariables }: Pick<Session, 'guard' | 'childVariables'>,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const copy = { ...env };
  // Node hands on what an environment inherits too: `Object.create(process.env)`.
  for (const name in env) if (!Object.hasOwn(copy, name)) copy[name] = env[name];
  for (const variables of childVariables) guard(() => set(copy, variables()));
  return copy;
}

function set(env: NodeJS.ProcessEnv, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    // Windows knows one variable in all spellings; of two it would take the first.
    if (process.platform === 'win32')
      for (const key of Object.keys(env)) if (key.toUpperCase() === name) delete env[key];
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
}
