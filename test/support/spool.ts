import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJson } from '../../src/collector/decode-json.ts';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import { parseObject, type JsonObject } from '../../src/disk/json.ts';
import type { Home } from './home.ts';
import { NOWHERE } from './run-host.ts';

/** The bytes of every finished record that waits, claimed ones included. */
export function readRecords(home: Home, endpoint: string = NOWHERE): string[] {
  const { dir } = home.spool(endpoint);
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name === 'pending' || name.startsWith('claim-'))
    .flatMap((name) => entriesOf(join(dir, name)))
    .map((text) => text.trimEnd().split('\n').at(-1) ?? '');
}

/** The spans of every finished record that waits. */
export function readSpool(home: Home, endpoint: string = NOWHERE): ReceivedSpan[] {
  return readRecords(home, endpoint).flatMap((record) =>
    decodeJson(Buffer.from(`{"resourceSpans":[${record}]}`)),
  );
}

/** The journals of the commands at work, or dead. */
export function readJournals(home: Home, endpoint: string = NOWHERE): JsonObject[] {
  const { runningDir } = home.spool(endpoint);
  const texts = existsSync(runningDir) ? entriesOf(runningDir) : [];
  return texts.map((text) => parseObject(text.split('\n')[0] ?? '') ?? {});
}

/** A JSON file of the spool; empty where there is none. */
export function readJson(file: string): JsonObject {
  return existsSync(file) ? (parseObject(readFileSync(file, 'utf8')) ?? {}) : {};
}

function entriesOf(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
