/** Holds environment variables, as `process.env` does. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Says what gives an id away: a variable that is on; or one with this value, or with this beginning (`prefix*`), in
 * lower case; or, with `*`, one that is on while a second one is on too.
 */
export type Sign<Id extends string> = readonly [id: Id, variable: string, value?: string, and?: string];

/**
 * Lists the variables that are set. Asking `process.env` for a variable that is not there costs up to a microsecond,
 * and there are 150 of them to ask for; listing those that are there costs 30.
 *
 * @param env - the variables to list
 */
export function variableNames(env: Env): ReadonlySet<string> {
  return new Set(Object.keys(env));
}

/**
 * Finds the first row that holds.
 *
 * @param env - the variables to look at
 * @param names - the names of those that are set
 * @param signs - the table
 * @returns the id of that row: always one that the table holds, never text of the environment
 */
export function firstSign<Id extends string>(
  env: Env,
  names: ReadonlySet<string>,
  signs: readonly Sign<Id>[],
): Id | undefined {
  for (const sign of signs) {
    if (names.has(sign[1]) && holds(env, sign)) return sign[0];
  }
  return undefined;
}

/** Tells whether any of these variables is on. */
export function isAnyOn(env: Env, names: ReadonlySet<string>, variables: readonly string[]): boolean {
  for (const variable of variables) {
    if (names.has(variable) && isOn(env[variable])) return true;
  }
  return false;
}

/** Tells whether a variable says yes: set, and not one of empty, `0`, `false`, `no`, `off`. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && !OFF.has(value.trim().toLowerCase());
}

const OFF: ReadonlySet<string> = new Set(['', '0', 'false', 'no', 'off']);

function holds(env: Env, [, variable, value = '*', and]: Sign<string>): boolean {
  const actual = env[variable]?.toLowerCase() ?? '';
  if (value === '*') return isOn(actual) && (and === undefined || isOn(env[and]));
  return value.endsWith('*') ? actual.startsWith(value.slice(0, -1)) : actual === value;
}
