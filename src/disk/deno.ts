/** What Deno says of itself; no more than is asked here. */
interface Deno {
  readonly build: { readonly standalone?: boolean };
  readonly permissions: {
    readonly querySync: (about: { readonly name: string }) => {
      readonly state: string;
      /** Whether some of it was denied: `--allow-env --deny-env=HOME`. */
      readonly partial?: boolean;
    };
  };
}

/** Says whether Deno stands in for Node here. */
export function isDeno(): boolean {
  return process.versions['deno'] !== undefined;
}

/**
 * Says whether Deno lets this process do all of something without asking the user or throwing; `true` where there is
 * no Deno.
 */
export function denoAllows(...names: readonly ('env' | 'read' | 'write' | 'sys' | 'run')[]): boolean {
  if (!isDeno()) return true;
  const { permissions } = deno();
  return names.every((name) => {
    const { state, partial = false } = permissions.querySync({ name });
    return state === 'granted' && !partial;
  });
}

/** Says whether this program was compiled by Deno into one executable. */
export function isCompiledByDeno(): boolean {
  return isDeno() && deno().build.standalone === true;
}

function deno(): Deno {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what every Deno has
  return Reflect.get(globalThis, 'Deno') as Deno;
}
