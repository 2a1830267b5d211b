import { availableParallelism, cpus, loadavg } from 'node:os';

/** What the numbers depend on besides the code. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  /** The load average of the last minute. */
  readonly load: number;
}

/** Describes this machine as it is now. */
export function describeMachine(): Machine {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    load: loadavg()[0] ?? 0,
  };
}

/** Formats a machine as one line. */
export function formatMachine({ node, platform, cpu, cores, load }: Machine): string {
  return `Node ${node}, ${platform}, ${cpu}, ${cores} cores, load ${load.toFixed(2)} at the start`;
}
