import { crc32, deflateRawSync } from 'node:zlib';

/**
 * Makes a zip archive. Times are left out, so that equal files make equal archives.
 *
 * @param {Iterable<{ name: string, content: Buffer }>} files
 * @returns {Buffer}
 */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, content } of files) {
    const packed = deflateRawSync(content);
    const common = commonFields(content, packed, Buffer.byteLength(name));
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    directory.push(directoryEntry(common, name, offset));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, endRecord(directory.length, central.length, offset)]);
}

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1980-01-01, the first day that a zip archive knows. */
const NO_DATE = 0x0021;

/**
 * @param {Buffer} content
 * @param {Buffer} packed
 * @param {number} nameBytes
 */
function commonFields(content, packed, nameBytes) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(NO_DATE, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(nameBytes, 22);
  return fields;
}

/**
 * @param {Buffer} common
 * @param {string} name
 * @param {number} offset
 */
function directoryEntry(common, name, offset) {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  const madeBy = Buffer.from([VERSION, 0]);
  return Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common, rest, Buffer.from(name)]);
}

/**
 * @param {number} entries
 * @param {number} bytes
 * @param {number} offset
 */
function endRecord(entries, bytes, offset) {
  const record = Buffer.alloc(22);
  record.write('PK\x05\x06', 'latin1');
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(bytes, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
