import { path } from '../disk/builtin.ts';

/** The folder, and all that it lies in, the nearest first. */
export function* foldersUp(folder: string): Generator<string> {
  for (let at = folder, below = ''; at !== below; at = path.dirname(at)) {
    yield at;
    below = at;
  }
}
