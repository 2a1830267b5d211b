/** Says whether Deno stands in for Node here. */
export function isDeno(): boolean {
  return process.versions['deno'] !== undefined;
}
