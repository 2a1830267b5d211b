/**
 * Finds the address of the remote `origin`, or else of the first remote that has one, in the text of a Git
 * configuration (git-config, "Syntax"). A line that is none is passed over.
 */
export function remoteUrl(config: string): string | undefined {
  const urls = new Map<string, string>();
  for (const { remote, key, value } of readEntries(config)) {
    // A remote can have several addresses; Git fetches from the first.
    if (key === 'url' && value !== '' && !urls.has(remote)) urls.set(remote, value);
  }
  return urls.get('origin') ?? urls.values().next().value;
}

interface Entry {
  readonly remote: string;
  readonly key: string;
  readonly value: string;
}

/** None of these crosses a line but where the syntax does, so that the time they take grows with the text, no faster. */
const SECTION = /[ \t\r]*\[([\w.-]+)(?:[ \t]+"((?:[^"\\\n]|\\.)*)")?[ \t]*\]/y;
const ENTRY =
  /[ \t\r]*([a-z][a-z\d-]*)[ \t]*(?:=((?:"(?:[^"\\\n]|\\\r?\n|\\.)*"|\\\r?\n|\\.|[^"\\#;\n])*))?/iy;
const REST_OF_LINE = /[^\n]*\n?/y;

/** The entries of all sections `[remote "name"]`. */
function* readEntries(text: string): Generator<Entry> {
  let remote: string | undefined;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const section = next(SECTION);
    if (section !== null) {
      remote = remoteName(section);
      continue;
    }
    const [, key, value = ''] = next(ENTRY) ?? [];
    next(REST_OF_LINE);
    if (remote !== undefined && key !== undefined) {
      yield { remote, key: key.toLowerCase(), value: unquote(value.trim()) };
    }
  }
}

/** The name in `[remote "name"]`, or in `[remote.name]` of old; `undefined` for another section. */
function remoteName([, section = '', name]: RegExpExecArray): string | undefined {
  if (name !== undefined)
    return section.toLowerCase() === 'remote' ? name.replaceAll(/\\(.)/g, '$1') : undefined;
  return /^remote\.(.+)/.exec(section.toLowerCase())?.[1];
}

/** Removes quotes and joins lines. The other escapes, tab, line break and backspace, stand in no address. */
function unquote(value: string): string {
  return value.replaceAll(/"|\\\r?\n|\\(.)/g, '$1');
}
