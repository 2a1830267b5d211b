/** What the tool does, the same in every framework: `greet hello <name> [--loud]`, and `greet wave`, which fails. */
export function hello(name, isLoud = false) {
  const text = `Hello, ${name}.`;
  console.log(isLoud ? text.toUpperCase() : text);
}

export async function wave() {
  throw new NobodyThere('there is nobody to wave at');
}

export class NobodyThere extends Error {
  name = 'NobodyThere';
}
