import { decodeJson } from '../../../src/collector/decode-json.ts';
import type { ReceivedSpan } from '../../../src/collector/spans.ts';
import { makeHome } from '../home.ts';
import { NOWHERE } from '../run-host.ts';
import { lookAtFiles, type Look } from './look.ts';
import type { Path } from './paths.ts';
import { runAll } from './run-all.ts';
import type { Setting } from './watch.ts';

/** What was seen of runs whose user asked to see the payload. */
export interface WatchedPayloads {
  /** What the payload of a path says of its command. */
  readonly spanOf: (path: Path) => ReceivedSpan | undefined;
  /** What we wrote to stderr. */
  readonly printed: readonly Look[];
  readonly files: readonly Look[];
}

/** Runs every path with `ACME_TELEMETRY=inspect`. */
export async function watchPayloads({ world, canaries, paths }: Setting): Promise<WatchedPayloads> {
  const home = makeHome('acme', { prefix: canaries.secret('home folder') });
  const env = { ACME_TELEMETRY: 'inspect' };
  try {
    const results = await runAll(
      { world, home, canaries, endpoint: NOWHERE, isSurrounded: true, env },
      paths,
    );
    const printed = new Map([...results].map(([path, { stderr }]) => [path, printedByUs(stderr)]));
    return {
      spanOf: (path) => {
        const payload = printed.get(path)?.find((line) => line.startsWith('{"resourceSpans"')) ?? '{}';
        return decodeJson(Buffer.from(payload)).find(({ parentSpanId }) => parentSpanId === undefined);
      },
      printed: [...printed].map(([{ name }, lines]) => ({
        where: name,
        bytes: Buffer.from(lines.join('\n')),
      })),
      files: lookAtFiles(home),
    };
  } finally {
    await home.remove();
  }
}

/** The host and Node write to the same place, and have their own secrets to tell. */
function printedByUs(stderr: string): string[] {
  const lines = stderr.split('\n');
  return lines.filter((line, at) => isHead(line) || (isHead(lines[at - 1] ?? '') && line !== ''));
}

function isHead(line: string): boolean {
  return /^(acme telemetry|commandspan): /.test(line);
}
