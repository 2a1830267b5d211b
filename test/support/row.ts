import type { Attributes } from '../../src/collector/spans.ts';

/** What was typed, and what is to be recorded: command, flags, exit code, error. */
export type Row = readonly [
  typed: string,
  command: string,
  flags?: string,
  exitCode?: number,
  error?: string,
];

/** The arguments that were typed. */
export function words(typed: string): string[] {
  return typed.split(' ').filter((word) => word !== '');
}

/**
 * The attributes of the command span of a row, without the name of the host.
 *
 * @param outcome default: success or failure, by the exit code.
 */
export function expected([, command, flags = '', exitCode = 0, error]: Row, outcome?: string): Attributes {
  return {
    'cli.command': command,
    'cli.outcome': outcome ?? (exitCode === 0 ? 'success' : 'failure'),
    'process.exit.code': exitCode,
    ...(flags !== '' && { 'cli.flags': flags.split(' ') }),
    ...(error !== undefined && { 'error.type': error }),
  };
}
