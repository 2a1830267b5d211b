import type { Recorder } from '../host/recorder.ts';

/** The recorder's bundle as a script, and what it exports once run. */
export interface RecorderScript {
  readonly script: import('node:vm').Script;
  readonly run: () => Recorder;
}

/** Compiles the recorder's CommonJS bundle, with the code cache when there is one that V8 accepts. */
export function compileRecorder(
  source: string,
  filename: string,
  cachedData: Buffer | undefined,
): RecorderScript {
  const { Script } = process.getBuiltinModule('node:vm');
  const wrapped = `(function (module, exports) {${source}\n})`;
  const script = new Script(wrapped, { filename, ...(cachedData && { cachedData }) });
  return {
    script,
    run: () => {
      const module: { exports: unknown } = { exports: {} };
      script.runInThisContext()(module, module.exports);
      // The bundle was built together with the code that reads it, and the build stamp says so.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return module.exports as Recorder;
    },
  };
}
