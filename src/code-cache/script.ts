/** A CommonJS bundle as a script, and what it exports once run. */
export interface BundleScript {
  readonly script: import('node:vm').Script;
  /** @param require gives a bundle that this one takes something from. */
  readonly run: (require?: (name: string) => unknown) => unknown;
}

/** A bundle to compile. */
export interface BundleSource {
  readonly source: string;
  readonly filename: string;
  /** V8's code cache of it, when there is one. */
  readonly cachedData: Buffer | undefined;
}

/** Compiles a CommonJS bundle that requires nothing but other bundles, with the code cache where V8 accepts it. */
export function compileBundle({ source, filename, cachedData }: BundleSource): BundleScript {
  const { Script } = process.getBuiltinModule('node:vm');
  const wrapped = `(function (module, exports, require) {${source}\n})`;
  const script = new Script(wrapped, cachedData === undefined ? { filename } : { filename, cachedData });
  return {
    script,
    run: (require) => {
      const module: { exports: unknown } = { exports: {} };
      script.runInThisContext()(module, module.exports, require);
      return module.exports;
    },
  };
}
