import { fs, path } from '../disk/builtin.ts';
import { findGitFolder } from './git-folder.ts';
import { normalizeRemote } from './normalize-remote.ts';
import { readStart } from './read-start.ts';
import { remoteUrl } from './remote-url.ts';

/** A clone's remotes stand at the top of its configuration; what a user with a thousand branches has comes after. */
const MAX_CONFIG_BYTES = 64 * 1024;

/**
 * Names the repository that a folder is in by the address of its remote `origin`, or else of its first remote:
 * `github.com/acme/engine`, whatever protocol, credentials or spelling the clone was made with.
 *
 * Reads a few files and starts no `git`. Does not follow `include` and `insteadOf` of the configuration.
 *
 * For `attribute.hash`: an address can name people and customers.
 *
 * @example
 * ```js
 * telemetry.set('acme.project', gitRemote); // called only if the run is recorded
 * ```
 * @param folder any folder of the working tree.
 * @defaultValue `process.cwd()`
 * @returns `undefined` outside of repositories, without a remote, and for one that is a folder of this machine. Never
 * throws.
 */
export function gitRemote(folder?: string): string | undefined {
  try {
    const start = fs.realpathSync.native(folder ?? process.cwd());
    const gitFolder = findGitFolder(start);
    const config = gitFolder && readStart(path.join(gitFolder, 'config'), MAX_CONFIG_BYTES);
    const url = config && remoteUrl(config.isWhole ? config.text : wholeLines(config.text));
    return url ? normalizeRemote(url) : undefined;
  } catch {
    // The folder is gone, or a file may not be read: nothing is known of the project.
    return undefined;
  }
}

/** The half of an address would be another address. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}
