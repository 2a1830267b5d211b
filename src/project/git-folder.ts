import { fs, path } from '../disk/builtin.ts';
import { foldersUp } from './folders-up.ts';
import { readStart } from './read-start.ts';

/** No path is longer on any system. */
const MAX_POINTER_BYTES = 32 * 1024;

/**
 * Finds the folder that holds the configuration of the repository that a folder is in: `.git` itself, or where the
 * file `.git` of a submodule or of another working tree leads to (gitrepository-layout, "gitfile", "commondir").
 */
export function findGitFolder(folder: string): string | undefined {
  for (const at of foldersUp(folder)) {
    const place = path.join(at, '.git');
    const stats = fs.statSync(place, { throwIfNoEntry: false });
    if (stats?.isFile()) return follow(at, place);
    // Git passes over a folder that only has the name, too.
    if (stats?.isDirectory() && fs.existsSync(path.join(place, 'HEAD'))) return place;
  }
  return undefined;
}

function follow(folder: string, file: string): string | undefined {
  const pointer = /^gitdir: (.+)/.exec(readStart(file, MAX_POINTER_BYTES)?.text ?? '')?.[1];
  if (pointer === undefined) return undefined;
  const gitFolder = path.resolve(folder, pointer.trimEnd());
  const common = readStart(path.join(gitFolder, 'commondir'), MAX_POINTER_BYTES)?.text.trimEnd();
  return common ? path.resolve(gitFolder, common) : gitFolder;
}
