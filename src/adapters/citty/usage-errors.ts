import type { UsageError } from '../../span/error-name.ts';
import { toList, type Argument, type Arguments } from './definition.ts';
import type { Typed } from './typed.ts';

/** Says why citty refuses to parse this; `undefined` when no reason is found. */
export function findWrong(typed: Typed, args: Arguments): UsageError | undefined {
  let { words } = typed;
  for (const [name, argument] of Object.entries(args)) {
    if (argument.type === 'positional') {
      words -= 1;
      if (words < 0 && argument.default === undefined && argument.required !== false)
        return 'missing_argument';
    } else {
      const wrong = findWrongFlag(name, argument, typed);
      if (wrong !== undefined) return wrong;
    }
  }
  return undefined;
}

function findWrongFlag(name: string, argument: Argument, { flags, values }: Typed): UsageError | undefined {
  const { type, required, options } = argument;
  if (type === 'enum') {
    return flags.has(name) && !toList(options).includes(values.get(name)) ? 'invalid_argument' : undefined;
  }
  const isGiven = flags.has(name) || flags.has(`no-${name}`) || argument.default !== undefined;
  return required === true && !isGiven ? 'missing_option' : undefined;
}
