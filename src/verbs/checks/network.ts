import { fs, path } from '../../disk/builtin.ts';
import { errorCode } from '../../disk/error-code.ts';
import { PROXY_VARIABLES } from '../../spool/sender-process.ts';
import { ok, problem, type Check } from './check.ts';
import { isAtLeast } from './program.ts';

/** Says which variables name a proxy, and whether Node heeds them. Never a value: they hold passwords. */
export function checkProxy(env: NodeJS.ProcessEnv, nodeVersion: string): Check {
  const names = PROXY_VARIABLES.filter((name) => isSet(env[name]));
  const used = names.filter((name) => /^https?_proxy$/i.test(name));
  if (names.length === 0) return ok('proxy', 'no variable names one');
  const says = `${names.join(', ')} set`;
  // Node passes over anything else, and connects without a proxy.
  const ignored = used.find((name) => !/^https?:\/\//.test(env[name] ?? ''));
  if (ignored !== undefined) {
    return problem('proxy', `${says}, but ${ignored} does not begin with http:// or https://`, 'mend it');
  }
  if (used.length > 0 && !heedsProxies(nodeVersion)) {
    return problem(
      'proxy',
      `${says}, which Node ${nodeVersion} does not heed`,
      'use Node 22.21, 24.5 or later',
    );
  }
  return used.length === 0 && names.some((name) => /^all_proxy$/i.test(name))
    ? problem('proxy', `${says}; Node does not heed ALL_PROXY`, 'set HTTPS_PROXY')
    : ok('proxy', says);
}

/** The variable that names the proxy for a URL, as Node chooses it; `NO_PROXY` is not looked at. */
export function proxyVariableFor(url: string, env: NodeJS.ProcessEnv): string | undefined {
  const names = url.startsWith('https:') ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY'];
  return names.find((name) => isSet(env[name]));
}

const CERTIFICATE_VARIABLES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

/** Says whether senders can read the certificates that the variables name. */
export function checkCertificates(env: NodeJS.ProcessEnv): Check {
  const names = CERTIFICATE_VARIABLES.filter((name) => isSet(env[name]));
  for (const name of names) {
    const file = env[name] ?? '';
    // Senders do not run in the folder of the command.
    if (!path.isAbsolute(file)) {
      return problem('certificates', `${name} is a relative path`, 'make it an absolute one');
    }
    const code = whyUnreadable(file);
    if (code !== undefined) {
      return problem(
        'certificates',
        `the file that ${name} names cannot be read (${code})`,
        'mend the variable',
      );
    }
  }
  return ok('certificates', names.length === 0 ? "Node's own" : `Node's own, and ${names.join(', ')}`);
}

function whyUnreadable(file: string): string | undefined {
  try {
    fs.accessSync(file, fs.constants.R_OK);
    return fs.statSync(file).isFile() ? undefined : 'not a file';
  } catch (error) {
    return errorCode(error);
  }
}

function heedsProxies(version: string): boolean {
  const isOld = version.startsWith('23.') || !isAtLeast(version, [22, 21]);
  return !isOld && (version.startsWith('22.') || isAtLeast(version, [24, 5]));
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
