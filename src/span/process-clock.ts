/**
 * The process's own clock, in milliseconds since the epoch: it runs evenly, whatever is done to the system's clock, and
 * knows when the process started.
 *
 * Not `performance`, which it stands in for: touching that global loads a module of Node's that costs more than a
 * whole consent decision. The build puts this in its place in the bundles, the SDK included.
 */
export const processClock: { readonly timeOrigin: number; readonly now: () => number } = {
  timeOrigin: Date.now() - process.uptime() * 1000,
  now: () => process.uptime() * 1000,
};
