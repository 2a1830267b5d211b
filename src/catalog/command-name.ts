/** `cli.command` of a program run without a subcommand. */
export const ROOT_COMMAND = '(root)';

/** `cli.command` of words that the framework did not recognise: never the typed text. */
export const UNKNOWN_COMMAND = '(unknown)';

/** Stands for a command, flag or step that exists but was not declared: plug-ins name theirs after people and projects. */
export const OTHER_NAME = '(other)';

const PLACEHOLDERS: ReadonlySet<string> = new Set([ROOT_COMMAND, UNKNOWN_COMMAND, OTHER_NAME]);

/** Says whether the name is one of ours that stands for another. */
export function isPlaceholder(name: string): boolean {
  return PLACEHOLDERS.has(name);
}

/** The command span's name: the host's, and the command's unless there is none. */
export function spanName(host: string, command: string): string {
  return command === ROOT_COMMAND ? host : `${host} ${command}`;
}
