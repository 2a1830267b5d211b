import type { TracingPackages } from './tracing-options.ts';

const SDK = '@opentelemetry/sdk-node';
const EXPORTER = '@opentelemetry/exporter-trace-otlp-http';

/** Names the packages that a host has to have. */
export const PACKAGE_NAMES: string = `${SDK} and ${EXPORTER}`;

/**
 * Loads the packages of the host, synchronously: from where this file is installed, or, where that is a link to a
 * folder elsewhere, from the program.
 *
 * @throws the error of the first place where they are not.
 */
export function loadPackages(): TracingPackages {
  const { createRequire } = process.getBuiltinModule('node:module');
  const load = (from: string): TracingPackages => {
    const require = createRequire(from);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what these packages export
    return { ...require(SDK), ...require(EXPORTER) } as TracingPackages;
  };
  try {
    return load(import.meta.url);
  } catch (error) {
    const [, program] = process.argv;
    if (program === undefined) throw error;
    try {
      return load(program);
    } catch {
      throw error;
    }
  }
}
