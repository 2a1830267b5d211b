import type { IsDeclared, NameKind } from '../catalog/attribute-type.ts';
import { isPlaceholder } from '../catalog/command-name.ts';
import { isNameShaped } from '../catalog/name-shape.ts';
import type { DeclaredNames } from '../host/host.ts';
import { isKnownErrorName } from '../span/error-name.ts';
import { CANCEL_SIGNALS } from '../span/outcome.ts';

/** The names that may be recorded in this run: the host's options, and what the adapters add. */
export interface Declarations {
  readonly add: (kind: NameKind, names: Iterable<string>) => void;
  readonly has: IsDeclared;
}

/** Collects declared names, beginning with the host's own. */
export function createDeclarations(host: {
  readonly name: string;
  readonly declared: DeclaredNames;
}): Declarations {
  const { command, flag, step, error } = host.declared;
  const names: Readonly<Record<NameKind, Set<string>>> = {
    host: new Set([host.name]),
    command: new Set(command),
    flag: new Set(flag),
    step: new Set(step),
    // A cancelled command without an error is named after its signal.
    error: new Set([...error, ...CANCEL_SIGNALS]),
  };
  return {
    add: (kind, added) => {
      for (const name of added) if (isNameShaped(name)) names[kind].add(name);
    },
    has: (kind, name) => {
      if (kind === 'error' && isKnownErrorName(name)) return true;
      return (kind === 'command' && isPlaceholder(name)) || names[kind].has(name);
    },
  };
}
