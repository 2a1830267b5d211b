/**
 * Says which project a command runs in, for attributes that are recorded as a keyed hash.
 *
 * @module
 */
export { gitRemote } from './project/git-remote.ts';
export { packageName } from './project/package-name.ts';
