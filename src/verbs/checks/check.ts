/** One thing that `doctor` looked at. */
export interface Check {
  /** What was looked at, in one or two words. */
  readonly name: string;
  readonly state: 'ok' | 'problem' | 'not-asked';
  /** What was found; never the value of a variable, which can hold a password. */
  readonly says: string;
  /** What a user can do about a problem. */
  readonly remedy?: string;
}

/** Nothing is wrong. */
export function ok(name: string, says: string): Check {
  return { name, state: 'ok', says };
}

/** Something is in the way. */
export function problem(name: string, says: string, remedy: string): Check {
  return { name, state: 'problem', says, remedy };
}

/** It was not looked at, for the reason that is given. */
export function notAsked(name: string, says: string): Check {
  return { name, state: 'not-asked', says };
}
