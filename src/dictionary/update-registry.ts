import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from './manifest.ts';
import { formatRegistry } from './registry.ts';
import { readText, updateFile, type Updated } from './update-file.ts';

/** Writes the files of a registry. Its own manifest is written where there is none, and then belongs to the vendor. */
export function updateRegistry(folder: string, manifest: Manifest, isCheck: boolean): Updated {
  const registry = formatRegistry(manifest);
  if (!isCheck) mkdirSync(folder, { recursive: true });
  const own = path.join(folder, 'manifest.yaml');
  const updated = [
    updateFile(own, readText(own) ?? registry['manifest.yaml'], isCheck),
    updateFile(path.join(folder, 'telemetry.yaml'), registry['telemetry.yaml'], isCheck),
  ];
  return {
    isCurrent: updated.every(({ isCurrent }) => isCurrent),
    messages: updated.flatMap(({ messages }) => messages),
  };
}
