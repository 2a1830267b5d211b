import { fs } from '../disk/builtin.ts';
import { ensureOwnFolder } from '../disk/own-folder.ts';
import { writeAside } from '../disk/write-aside.ts';
import { detectAgent } from '../resource/agent.ts';
import { detectCi } from '../resource/ci.ts';
import { isTerminal } from '../resource/interactive.ts';
import type { ConsentHost } from './consent-host.ts';
import { noticeContent } from './files.ts';

/** What decides whether the notice may be written now. */
export interface NoticeMoment {
  readonly host: ConsentHost;
  readonly env: NodeJS.ProcessEnv;
  /** The arguments of the command; looked at for words that promise a machine-readable or short output. */
  readonly args: readonly string[];
  /** Whether the verbs are mounted, so that the default text may name them; the word they are mounted under. */
  readonly verb: string | undefined;
}

/**
 * Shows the notice: on a terminal that a person sits at, with one synchronous write to stderr, and only after its
 * marker is on disk, because a home that cannot be written would show it for ever.
 */
export function showNotice(moment: NoticeMoment): void {
  const { host, env, args } = moment;
  if ('elsewhere' in host.notice || args.some(isQuietArgument)) return;
  if (detectCi(env).isCi || detectAgent(env) !== undefined) return;
  if (!isTerminal(2) || !isTerminal(0)) return;
  if (!ensureOwnFolder(host.paths.stateDir, host.paths.ownFolders)) return;
  writeAside(host.paths.noticeFile, noticeContent(host.notice.version));
  const text = Buffer.from(`\n${host.notice.text ?? defaultText(moment)}\n`);
  let written = 0;
  try {
    written = fs.writeSync(2, text);
  } finally {
    // A terminal that did not take it all has shown nobody anything.
    if (written < text.length) fs.rmSync(host.paths.noticeFile, { force: true });
  }
}

/**
 * Help, version, completion and JSON output must stay what they are; a word too many here only shows the notice one
 * run later.
 */
function isQuietArgument(argument: string): boolean {
  return /json|complet|^-{0,2}help$|^-{0,2}version$|^-[hvV]$/i.test(argument);
}

function defaultText({ host: { name, prefix }, verb }: NoticeMoment): string {
  const off = verb === undefined ? '' : `"${name} ${verb} disable" or `;
  const more = verb === undefined ? '' : ` More: ${name} ${verb}`;
  return (
    `${name} will record which of its commands run and whether they work, starting with the next one: no arguments, ` +
    `paths or messages.\nTurn it off with ${off}${prefix}_TELEMETRY=0.${more}\n`
  );
}
