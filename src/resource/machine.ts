import { isInteractive } from './interactive.ts';
import type { HostArch, OsType, RuntimeName } from './values.ts';

/** Holds what is read from the process and the machine below it. */
export interface ProcessInfo {
  /** Holds `process.platform`. */
  readonly platform: string;
  /** Holds `process.arch`. */
  readonly arch: string;
  /** Holds `process.versions`. */
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** Holds `os.release()`. */
  readonly osRelease: string;
  /** Holds how many CPUs the process may use. */
  readonly cpus: number;
  /** Tells whether a person sits at a terminal. */
  readonly interactive: boolean;
}

/** Reads what there is to know of this process and its machine. */
export function readProcessInfo(): ProcessInfo {
  const os = process.getBuiltinModule('node:os');
  return {
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    osRelease: os.release(),
    cpus: os.availableParallelism(),
    interactive: isInteractive(),
  };
}

/** Translates `process.platform` to `os.type`; undefined for a platform that semantic conventions do not list. */
export function osType(platform: string): OsType | undefined {
  return translate(OS_TYPE_OF, platform);
}

/** Translates `process.arch` to `host.arch`; undefined for a rare one. */
export function hostArch(arch: string): HostArch | undefined {
  return translate(HOST_ARCH_OF, arch);
}

/** Names the runtime: Bun and Deno also claim to be Node, so they are asked first. */
export function runtimeName(versions: ProcessInfo['versions']): RuntimeName {
  if (versions['bun'] !== undefined) return 'bun';
  return versions['deno'] === undefined ? 'nodejs' : 'deno';
}

/** Rounds a number of CPUs above 16 down to a power of two, for large machines are few and could be told apart. */
export function roundCpus(cpus: number): number {
  return cpus > 16 ? 2 ** Math.floor(Math.log2(cpus)) : cpus;
}

type Translation<Id extends string> = readonly [nodeName: string, id: Id];

function translate<Id extends string>(table: readonly Translation<Id>[], nodeName: string): Id | undefined {
  for (const row of table) {
    if (row[0] === nodeName) return row[1];
  }
  return undefined;
}

const OS_TYPE_OF: readonly Translation<OsType>[] = [
  ['linux', 'linux'],
  ['darwin', 'darwin'],
  ['win32', 'windows'],
  ['android', 'linux'],
  ['cygwin', 'windows'],
  ['freebsd', 'freebsd'],
  ['openbsd', 'openbsd'],
  ['netbsd', 'netbsd'],
  ['sunos', 'solaris'],
  ['aix', 'aix'],
  ['os390', 'zos'],
];

const HOST_ARCH_OF: readonly Translation<HostArch>[] = [
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
  ['ia32', 'x86'],
  ['arm', 'arm32'],
  ['ppc64', 'ppc64'],
  ['s390x', 's390x'],
  ['riscv64', 'riscv64'],
  ['loong64', 'loong64'],
];
