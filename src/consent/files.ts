import { effectiveUser, presence, readOwnFile, type OwnFile } from '../disk/own-file.ts';
import { hasExactly, parseObject, type JsonObject } from '../disk/json.ts';
import type { ConsentFiles, ConsentHost } from './consent-host.ts';
import type { Reading, Says } from './reading.ts';

/** The machine's policy: a no, or silence. A file that is not exactly its schema is a no. */
export function readPolicy({ policyFile }: ConsentFiles): Reading {
  const owners = [0, ...effectiveUser()];
  const file = readJson(readOwnFile(policyFile, effectiveUser().length === 0 ? [] : owners));
  return answer(
    'policy',
    policyFile,
    judge(file, isPolicy, ({ enabled }) => enabled === true),
  );
}

/** The user's no: its existence decides, whatever is in it, and what cannot be looked at is a no. */
export function readUserNo({ noFile }: ConsentFiles): Reading {
  const found = presence(noFile);
  if (found === 'absent') return answer('user-no', noFile, { says: 'nothing', note: 'no such file' });
  return answer('user-no', noFile, {
    says: 'no',
    note: found === 'present' ? 'written by disable' : 'unreadable',
  });
}

/** The user's yes, for the notice version that it was given for; an older one no longer says anything. */
export function readUserYes({ paths, notice }: ConsentHost): Reading {
  const where = paths.yesFile;
  const file = readJson(readOwnFile(where));
  const judged = judge(file, isYes, () => true);
  if (file.state !== 'present' || judged.says === 'no') return answer('user-yes', where, judged);
  return Number(file.object['noticeVersion']) < notice.version
    ? answer('user-yes', where, { says: 'nothing', note: 'given for an earlier notice' })
    : answer('user-yes', where, { says: 'yes', note: 'written by enable' });
}

/** Whether an earlier run showed the notice in its current version. */
export function readNoticeMarker({ paths, notice }: ConsentHost): Reading {
  const file = readJson(readOwnFile(paths.noticeFile));
  const where = paths.noticeFile;
  if (file.state === 'unsafe') return answer('notice', where, { says: 'no', note: file.why });
  const shown = file.state === 'present' ? shownVersion(file.object) : 0;
  if (shown === undefined) return answer('notice', where, { says: 'no', note: 'not its schema' });
  if (shown >= notice.version)
    return answer('notice', where, { says: 'yes', note: 'shown by an earlier run' });
  return { source: 'notice', says: 'no', where, note: 'not shown yet', noticeDue: true };
}

/** The content of the yes file. */
export function yesContent(noticeVersion: number): string {
  return `${JSON.stringify({ enabled: true, noticeVersion })}\n`;
}

/** The content of the marker that the notice was shown. */
export function noticeContent(noticeVersion: number): string {
  return `${JSON.stringify({ noticeVersion })}\n`;
}

/** The content of a machine policy. */
export function policyContent(enabled: boolean): string {
  return `${JSON.stringify({ enabled })}\n`;
}

type JsonFile = Exclude<OwnFile, { state: 'present' }> | { state: 'present'; object: JsonObject };

interface Answer {
  readonly says: Says;
  readonly note: string;
}

function readJson(file: OwnFile): JsonFile {
  if (file.state !== 'present') return file;
  const object = parseObject(file.text);
  return object === undefined || hasKeyTwice(file.text, object)
    ? { state: 'unsafe', why: 'not its schema' }
    : { state: 'present', object };
}

/**
 * Of two equal keys the last wins in `JSON.parse`, which would let a yes hide a no. Numbers and booleans have no colon,
 * so that each stands for a key; a text with one in it is not of these schemas anyway.
 */
function hasKeyTwice(text: string, object: JsonObject): boolean {
  return text.split(':').length - 1 !== Object.keys(object).length;
}

/** No to what cannot be trusted or is not its schema; silence where the file is absent or says nothing against. */
function judge(
  file: JsonFile,
  isSchema: (object: JsonObject) => boolean,
  isSilent: (object: JsonObject) => boolean,
): Answer {
  if (file.state === 'absent') return { says: 'nothing', note: 'no such file' };
  if (file.state === 'unsafe') return { says: 'no', note: file.why };
  if (!isSchema(file.object)) return { says: 'no', note: 'not its schema' };
  return isSilent(file.object)
    ? { says: 'nothing', note: 'does not object' }
    : { says: 'no', note: 'says no' };
}

function answer(source: Reading['source'], where: string, { says, note }: Answer): Reading {
  return { source, says, where, note };
}

function isPolicy(object: JsonObject): boolean {
  return hasExactly(object, ['enabled']) && typeof object['enabled'] === 'boolean';
}

function isYes(object: JsonObject): boolean {
  return hasExactly(object, ['enabled', 'noticeVersion']) && object['enabled'] === true && isVersion(object);
}

function shownVersion(object: JsonObject): number | undefined {
  return hasExactly(object, ['noticeVersion']) && isVersion(object)
    ? Number(object['noticeVersion'])
    : undefined;
}

function isVersion(object: JsonObject): boolean {
  return Number.isSafeInteger(object['noticeVersion']);
}
