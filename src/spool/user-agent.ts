import { DISTRO } from '../distro.ts';
import { shortenVersion } from '../resource/version.ts';

/** How requests call themselves: the host, and commandspan. */
export function userAgentOf(host: { readonly name: string; readonly version: string }): string {
  return `${host.name}/${shortenVersion(host.version) ?? '0'} ${DISTRO.name}/${DISTRO.version}`;
}
