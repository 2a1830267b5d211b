import { isIPv4 } from 'node:net';

/** Tells whether a host name or address can only mean this machine. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return name === '::1' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}

/** Tells whether the `Origin` header of a browser names a page that this machine itself served. */
export function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname);
}
