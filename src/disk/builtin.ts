/**
 * Node's built-in modules for code in the host's hot path.
 *
 * An ESM `import` of a built-in makes a namespace object, and that touches every lazy export (`fs.promises`,
 * `module.*`, undici behind `node:http`): tens of milliseconds. `process.getBuiltinModule` touches nothing.
 */
export const fs: typeof import('node:fs') = process.getBuiltinModule('node:fs');
export const path: typeof import('node:path') = process.getBuiltinModule('node:path');

/** Put between the parts of a path by hand in the hot path: `path.join` parses what it is given. */
export const SEPARATOR: string = path.sep;
