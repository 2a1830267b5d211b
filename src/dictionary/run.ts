import { readFileSync } from 'node:fs';
import { escapeControls } from '../terminal/escape-controls.ts';
import { formatRedaction } from './redaction.ts';
import { type Manifest } from './manifest.ts';
import { parseManifest } from './parse-manifest.ts';
import { updatePage } from './update-page.ts';
import { updateRegistry } from './update-registry.ts';
import { updateFile, type Updated } from './update-file.ts';

/** What is to be made of a data dictionary. */
export interface DictionaryCommand {
  readonly what: 'page' | 'registry' | 'redaction';
  /** The file or folder; `undefined` prints, which `redaction` alone can. */
  readonly target: string | undefined;
  /** The file of the manifest; `undefined` reads it from stdin. */
  readonly manifest: string | undefined;
  /** Whether to write nothing and say whether the target is up to date. */
  readonly isCheck: boolean;
}

/** Is what the command needs of a process. */
export interface DictionaryHost {
  readonly stdin: AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/**
 * Runs `commandspan page`, `registry` or `redaction`.
 *
 * @returns the exit code: 0, or 1 when the target is out of date, the manifest is none, or a file cannot be read or
 * written.
 */
export async function runDictionary(command: DictionaryCommand, host: DictionaryHost): Promise<number> {
  const { stdout, stderr } = host;
  try {
    const manifest = parseManifest(await readManifest(command, host));
    if (command.target === undefined) {
      stdout.write(formatRedaction(manifest));
      return 0;
    }
    const { isCurrent, messages } = update(command.target, command, manifest);
    const isOutdated = command.isCheck && !isCurrent;
    const again = `To bring it up to date: ${manifest.verbs} manifest --json | npx commandspan ${command.what} ${command.target}`;
    for (const message of [...messages, ...(isOutdated ? [again] : [])]) {
      (isOutdated ? stderr : stdout).write(`${escapeControls(message)}\n`);
    }
    return isOutdated ? 1 : 0;
  } catch (error) {
    stderr.write(escapeControls(`commandspan: ${error instanceof Error ? error.message : String(error)}\n`));
    return 1;
  }
}

function update(target: string, { what, isCheck }: DictionaryCommand, manifest: Manifest): Updated {
  if (what === 'page') return updatePage(target, manifest, isCheck);
  if (what === 'registry') return updateRegistry(target, manifest, isCheck);
  return updateFile(target, formatRedaction(manifest), isCheck);
}

async function readManifest({ manifest }: DictionaryCommand, { stdin }: DictionaryHost): Promise<string> {
  if (manifest !== undefined) return readFileSync(manifest, 'utf8');
  if (stdin.isTTY) {
    throw new Error('expected a manifest on stdin: … telemetry manifest --json | commandspan …');
  }
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
