import type { Env } from './signs.ts';
import { PACKAGE_MANAGERS } from './values.ts';
import type { PackageManager } from './values.ts';

/**
 * Detects the package manager that started the command, by `npm_config_user_agent`: `pnpm/9.1.0 npm/? node/v22 …`.
 *
 * @param env - the variables to look at
 * @returns its name alone, `other` for one that is not listed
 */
export function detectPackageManager(env: Env): PackageManager | undefined {
  const userAgent = env['npm_config_user_agent'];
  if (userAgent === undefined || userAgent.trim() === '') return undefined;
  const name = userAgent.split('/', 1)[0];
  if (name === 'npminstall') return 'cnpm'; // how cnpm's installer calls itself
  return PACKAGE_MANAGERS.find((manager) => manager === name) ?? 'other';
}
