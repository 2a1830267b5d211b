/**
 * Finds the folder of the bundle that this is in, in the names that the engine gives to its frames.
 *
 * `import.meta` would say it too. But bundlers rewrite that in hosts which are bundled themselves: to a path of the
 * machine that built them, to nothing, or to a syntax error in a CommonJS file.
 *
 * @throws where somebody has frozen `Error`.
 */
export function ownFolder(): string {
  const file = ownFile();
  const { fileURLToPath } = process.getBuiltinModule('node:url');
  return (file.startsWith('file:') ? fileURLToPath(file) : file).replace(/[\\/][^\\/]*$/, '');
}

function ownFile(): string {
  // oxlint-disable-next-line typescript/unbound-method -- only put back
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    // Hosts change both, and get both back as they were.
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_error, [frame]) => frame?.getFileName();
    return String(new Error('where am I').stack);
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}
