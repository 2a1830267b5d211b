/**
 * Hashes a value of an attribute: HMAC-SHA-256 as 64 hexadecimal digits. The key of the attribute is hashed along, so
 * that equal values of two attributes cannot be seen to be equal.
 *
 * @param salt the identity's, which never leaves the machine.
 */
export function keyedHash(salt: string, key: string, value: string): string {
  // Loaded here, because few commands hash anything.
  const { createHmac } = process.getBuiltinModule('node:crypto');
  return createHmac('sha256', salt).update(`${key}\0${value}`).digest('hex');
}
