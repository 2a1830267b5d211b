import type { parseArgs, ParseArgsConfig } from 'node:util';
import { ROOT_COMMAND, UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import type { UsageError } from '../../span/error-name.ts';

/** A command line that is taken apart by `util.parseArgs`, or by hand, and observed on the way. */
export interface ObservedCommandLine {
  /**
   * Does what `parseArgs` of `node:util` does. Every option that it is given counts as declared, unless the command was
   * named before and is not one of the option `commands`; each that was on the command line counts as given, and an
   * error of its own as wrong usage. The error is thrown on unchanged. Several calls, as for a program and its command,
   * add up.
   */
  readonly parseArgs: typeof parseArgs;
  /**
   * Names the command once it is known. Before, it is `(root)`.
   *
   * @param name one of the option `commands`; anything else is recorded as `(other)`.
   * @param flags names, without dashes, of flags that were given and that `parseArgs` did not see; one of the option
   * `flags`, or left out.
   */
  readonly command: (name: string, flags?: readonly string[]) => void;
  /** Says that the command line could not be understood, if the process fails; `unknown_command` also unnames it. */
  readonly usageError: (kind: UsageError) => void;
}

/**
 * Observes a command line that is parsed without a framework. None of the functions throws, except what `parseArgs`
 * itself throws.
 *
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function instrumentParseArgs(telemetry: Registered): ObservedCommandLine {
  const { guard, run, host } = sessionOf(telemetry);
  const { parseArgs: original } = process.getBuiltinModule('node:util');
  let current = ROOT_COMMAND;
  const given = new Set<string>();
  const name = (command: string, flags: () => readonly string[]): void =>
    guard(() => {
      current = command;
      for (const flag of flags()) given.add(flag);
      run?.setCommand(command, [...given]);
    });
  // Plug-ins can name theirs after people and projects.
  const isOwn = (command: string): boolean =>
    command === ROOT_COMMAND || host.declared.command.includes(command);
  const usageError = (kind: UsageError): void =>
    guard(() => {
      run?.recordUsageError(kind);
      if (kind === 'unknown_command') run?.setCommand(UNKNOWN_COMMAND, []);
    });
  const observed = (config: ParseArgsConfig = {}): unknown => {
    guard(() => {
      if (isOwn(current)) run?.declare('flag', optionNames(config));
    });
    try {
      const parsed = original(config);
      name(current, () => givenOptions(config));
      return parsed;
    } catch (error) {
      name(current, () => givenOptions(config));
      guard(() => run?.recordError(error));
      throw error;
    }
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- takes and returns what the original does
    parseArgs: run === undefined ? original : (observed as typeof parseArgs),
    command: (command, flags = []) => name(command, () => flags),
    usageError,
  };
}

/** Those that can be negated have two. */
function optionNames({ options = {}, allowNegative = false }: ParseArgsConfig): string[] {
  const names = Object.keys(options);
  return allowNegative ? [...names, ...names.map((name) => `no-${name}`)] : names;
}

/** Read once more with tokens, and without an error whatever was typed. */
function givenOptions(config: ParseArgsConfig): string[] {
  const { parseArgs: parse } = process.getBuiltinModule('node:util');
  const { tokens } = parse({ ...config, strict: false, allowPositionals: true, tokens: true });
  return tokens.flatMap((token) => {
    if (token.kind !== 'option') return [];
    const lacksValue = token.value === undefined && config.options?.[token.name]?.type === 'string';
    return lacksValue ? [] : [givenName(token)];
  });
}

/** `--no-color` is the option `color`; which of the two it was shows in what was typed. */
function givenName({ name, rawName }: { readonly name: string; readonly rawName: string }): string {
  return rawName.startsWith('--no-') ? rawName.slice(2) : name;
}
