import { createReadStream } from 'node:fs';
import { InputChanged } from '../errors.js';
import { BLOCK_BYTES, tarHeader } from './tar-header.js';

/**
 * Writes a tar archive, block by block, without holding a file in memory.
 *
 * @param {Iterable<import('./tar-header.js').TarEntry>} entries
 * @returns {AsyncGenerator<Buffer>}
 */
export async function* tarBlocks(entries) {
  for (const entry of entries) {
    yield tarHeader(entry);
    if (entry.size > 0) yield* contentBlocks(entry);
  }
  yield Buffer.alloc(2 * BLOCK_BYTES); // the end mark
}

/** @param {import('./tar-header.js').TarEntry} entry */
async function* contentBlocks({ path, size }) {
  let bytes = 0;
  // The header has promised a size: a log that grows meanwhile is cut there, one that shrinks spoils the archive.
  for await (const chunk of createReadStream(path, { end: size - 1 })) {
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes !== size) throw new InputChanged(`changed while it was packed: ${path}`);
  yield Buffer.alloc(-size & (BLOCK_BYTES - 1));
}
