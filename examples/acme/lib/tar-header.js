import { NotPackable } from '../errors.js';

export const BLOCK_BYTES = 512;

/** The widths of the two halves of a name in the ustar format. */
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;

const TYPE_FLAGS = { file: '0', link: '2', folder: '5' };

/**
 * @typedef {object} TarEntry
 * @property {string} path where the content is read from
 * @property {string} name as stored: with `/`, and at the end of a folder's name too
 * @property {keyof typeof TYPE_FLAGS} type
 * @property {number} size in bytes; 0 for links and folders
 * @property {number} mode
 * @property {number} mtimeMs
 * @property {string} target where a link points to, otherwise empty
 */

/**
 * Writes one ustar header (POSIX.1-1988). Owners are left out: an archive says what was packed, not by whom.
 *
 * @param {TarEntry} entry
 */
export function tarHeader(entry) {
  const { name, prefix } = splitName(entry.name);
  if (Buffer.byteLength(entry.target) > NAME_BYTES) throw new NotPackable(`link too long: ${entry.path}`);
  const block = Buffer.alloc(BLOCK_BYTES);
  block.write(name, 0);
  block.write(octal(entry.mode & 0o777, 8), 100);
  block.write(octal(0, 8), 108); // user
  block.write(octal(0, 8), 116); // group
  block.write(octal(entry.size, 12), 124);
  block.write(octal(Math.max(0, Math.floor(entry.mtimeMs / 1000)), 12), 136);
  block.write(' '.repeat(8), 148); // the checksum counts its own field as blanks
  block.write(TYPE_FLAGS[entry.type], 156);
  block.write(entry.target, 157);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345);
  block.write(`${octal(checksum(block), 7)}\0 `, 148);
  return block;
}

/**
 * Cuts a long name at the first slash that leaves a second half short enough.
 *
 * @param {string} path
 */
function splitName(path) {
  if (Buffer.byteLength(path) <= NAME_BYTES) return { name: path, prefix: '' };
  for (let cut = path.indexOf('/'); cut !== -1; cut = path.indexOf('/', cut + 1)) {
    const name = path.slice(cut + 1);
    const prefix = path.slice(0, cut);
    if (Buffer.byteLength(prefix) > PREFIX_BYTES) break;
    if (name !== '' && Buffer.byteLength(name) <= NAME_BYTES) return { name, prefix };
  }
  throw new NotPackable(`name too long for a tar archive: ${path}`);
}

/**
 * @param {number} value
 * @param {number} width of the field, the NUL at its end included
 */
function octal(value, width) {
  const digits = value.toString(8).padStart(width - 1, '0');
  if (digits.length >= width) throw new NotPackable('a file of 8 GiB or more does not fit a tar archive');
  return digits;
}

/** @param {Buffer} block */
function checksum(block) {
  return block.reduce((sum, byte) => sum + byte, 0);
}
