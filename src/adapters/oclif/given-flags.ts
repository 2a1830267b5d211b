import type { OclifFlag, OclifFlags } from './config.ts';

/**
 * The names of the declared flags that were given, found as oclif's own parser finds them: hooks see only what was
 * typed. An option counts when it has a value; the value itself is looked at for nothing but whether it is a flag.
 */
export function givenFlags(flags: OclifFlags, argv: readonly string[]): string[] {
  const given = new Set<string>();
  const rest = [...argv];
  for (let arg = rest.shift(); arg !== undefined && arg !== '--'; arg = rest.shift()) {
    if (!arg.startsWith('-')) continue;
    const { name, flag, attached } = findGiven(flags, arg);
    if (flag === undefined) continue;
    if (flag.type !== 'option') {
      given.add(name);
      // The letters of `-qv` are flags of their own.
      if (!arg.startsWith('--') && arg.length > 2) rest.unshift(`-${arg.slice(2)}`);
    } else if (attached || isValue(flags, rest.shift())) given.add(name);
  }
  return [...given];
}

/** The names that {@link givenFlags} can give. */
export function namesOfFlags(flags: OclifFlags): string[] {
  return Object.entries(flags).flatMap(([name, { allowNo }]) =>
    allowNo === true ? [name, `no-${name}`] : [name],
  );
}

interface Given {
  readonly name: string;
  readonly flag?: OclifFlag;
  /** Whether the value is a part of the same argument. */
  readonly attached: boolean;
}

function findGiven(flags: OclifFlags, arg: string): Given {
  const isShort = !arg.startsWith('--');
  const equals = arg.indexOf('=');
  if (isShort) return { ...find(flags, arg[1] ?? '', isShort), attached: arg.length > 2 };
  const whole = find(flags, arg.slice(2), isShort);
  if (whole.flag !== undefined || equals < 0) return { ...whole, attached: false };
  return { ...find(flags, arg.slice(2, equals), isShort), attached: true };
}

function find(flags: OclifFlags, typed: string, isShort: boolean): Omit<Given, 'attached'> {
  const isNo = typed.startsWith('no-');
  for (const [name, flag] of Object.entries(flags)) {
    const { char, aliases = [], charAliases = [], allowNo } = flag;
    const names = new Set([isShort ? char : name, ...aliases, ...charAliases]);
    if (names.has(typed)) return { name, flag };
    if (isNo && allowNo === true && names.has(typed.slice(3))) return { name: `no-${name}`, flag };
  }
  return { name: '' };
}

function isValue(flags: OclifFlags, arg: string | undefined): boolean {
  return arg !== undefined && !(arg.startsWith('-') && findGiven(flags, arg).flag !== undefined);
}
