import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Home } from '../home.ts';
import { sendersOf, viewProcess } from '../senders.ts';
import type { RawReceiver } from './raw-receiver.ts';

/** Bytes that were looked at, and where they stood. */
export interface Look {
  readonly where: string;
  readonly bytes: Buffer;
}

/** Looks at every file below the home: its name, its bytes, and what they are when decompressed. */
export function lookAtFiles(home: Home): Look[] {
  return home.tree().flatMap((name) => {
    const path = join(home.path, name);
    const names = { where: `name ${name}`, bytes: Buffer.from(name) };
    const bytes = name.endsWith('/') ? undefined : readIfThere(path);
    if (bytes === undefined) return [names];
    return [names, { where: `file ${name}`, bytes }, ...decompressed(`file ${name}`, bytes)];
  });
}

/** Looks at everything that came over the wire. */
export function lookAtWire(receiver: RawReceiver): Look[] {
  return [
    ...receiver.connections().map((bytes) => ({ where: 'bytes of a connection', bytes })),
    ...receiver.requests().flatMap(({ head, body }) => [
      { where: 'head of a request', bytes: Buffer.from(head) },
      { where: 'body of a request', bytes: body },
    ]),
  ];
}

/** Looks at the senders at work: what they were started with. */
export function lookAtSenders(home: Home): Look[] {
  return sendersOf(home.path).flatMap((pid) => {
    const { commandLine, env, cwd } = viewProcess(pid);
    return [
      { where: 'arguments of the sender', bytes: Buffer.from(commandLine.join('\0')) },
      { where: 'environment of the sender', bytes: Buffer.from(JSON.stringify(env)) },
      { where: 'working directory of the sender', bytes: Buffer.from(cwd) },
    ];
  });
}

function decompressed(where: string, bytes: Buffer): Look[] {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return [];
  return [{ where: `${where}, decompressed`, bytes: gunzipSync(bytes) }];
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    // Another command has moved it since it was listed.
    return undefined;
  }
}
