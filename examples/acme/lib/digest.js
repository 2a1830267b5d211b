import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export const ALGORITHMS = ['sha256', 'sha1', 'md5', 'sha512'];

/**
 * Hashes a file of any size in constant memory.
 *
 * @param {string} path
 * @param {string} algorithm one of `ALGORITHMS`
 * @returns {Promise<string>} in lower-case hexadecimal digits
 */
export async function digestFile(path, algorithm) {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
