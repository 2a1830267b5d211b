/** Names the variable that tells the sender where its request lies; nothing of that stands in its arguments. */
export const REQUEST_VARIABLE = 'COMMANDSPAN_SEND_REQUEST';

/**
 * The one argument of a host that is started as the sender. A variable alone can come from anywhere, from a project's
 * `.envrc` say, and must not turn a command into a sender; nor may a sender whose request is gone become a command.
 */
export const SENDER_ARGUMENT = 'commandspan-sender';

/** Tells the sender's program to ask the collector once, and nothing else: see `probe`. */
export const PROBE_VARIABLE = 'COMMANDSPAN_PROBE';

/** Tells the sender's program to post traces of the user's, and nothing else. */
export const TRACES_VARIABLE = 'COMMANDSPAN_POST_TRACES';

const VARIABLES = [REQUEST_VARIABLE, PROBE_VARIABLE, TRACES_VARIABLE] as const;

/** Says whether this process, a host's, was started as the sender. */
export function isSenderProcess(env: NodeJS.ProcessEnv): boolean {
  const [, , argument, ...others] = process.argv;
  const isCalled = argument === SENDER_ARGUMENT && others.length === 0;
  return isCalled && VARIABLES.some((name) => env[name] !== undefined);
}
