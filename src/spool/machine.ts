import { fs } from '../disk/builtin.ts';

/**
 * Says in which boot of which machine, and in which PID namespace, a process id means something. Two different answers
 * say that a process id of the one tells nothing in the other: a shared home, a container, a reboot.
 *
 * Stays on this disk; no part of it is ever sent.
 */
export function machineToken(): string {
  return process.platform === 'linux' ? linuxToken() : bootMinute();
}

/** Says whether a process of this machine token is alive; `undefined` where that cannot be known from here. */
export function isAlive(pid: number, token: string): boolean | undefined {
  if (token !== machineToken()) return undefined;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is such a process, of another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function linuxToken(): string {
  try {
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fs.readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return bootMinute();
  }
}

/** The minute in which the machine started; steps of the clock change it, and then age decides. */
function bootMinute(): string {
  const { uptime } = process.getBuiltinModule('node:os');
  return `booted ${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
}
