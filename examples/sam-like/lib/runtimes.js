/** The runtimes that sam builds and runs, and the image in which it runs them. */
export const RUNTIMES = new Map([
  ['nodejs20.x', 'node:20-alpine'],
  ['nodejs22.x', 'node:22-alpine'],
  ['nodejs24.x', 'node:24-alpine'],
]);

export const DEFAULT_RUNTIME = 'nodejs22.x';
