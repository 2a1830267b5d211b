import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJson } from '../../../src/collector/decode-json.ts';
import type { ReceivedSpan } from '../../../src/collector/spans.ts';
import { parseObject } from '../../../src/disk/json.ts';
import { spoolLayout, type SpoolLayout } from '../../../src/spool/layout.ts';
import { makeHome, type Home } from '../home.ts';
import { NOWHERE } from '../run-host.ts';
import { waitFor } from '../wait-for.ts';
import { lookAtFiles, lookAtSenders, lookAtWire, type Look } from './look.ts';
import type { Path } from './paths.ts';
import type { Canaries } from './places.ts';
import { startRawReceiver, type RawReceiver } from './raw-receiver.ts';
import { runAll } from './run-all.ts';
import type { Planted } from './run-planted.ts';
import { runReadingVerbs, runVerb } from './run-verbs.ts';
import type { World } from './world.ts';

/** A way by which commands come to be recorded, and where their spans go. */
export interface Way {
  readonly name: string;
  readonly spool: 'vendor' | 'own';
  /** Where the vendor's collector is. Default: it is the receiver. */
  readonly endpoint?: string;
  readonly isSurrounded: boolean;
  readonly env: (receiver: RawReceiver) => Readonly<Record<string, string>>;
  /** Said before the commands run. */
  readonly verb?: 'enable';
}

/** What was seen of all paths of one way. */
export interface Watched {
  /** What was recorded of a path, as it arrived. */
  readonly spanOf: (path: Path) => ReceivedSpan | undefined;
  readonly spans: readonly ReceivedSpan[];
  readonly whileRunning: readonly Look[];
  readonly whileWaiting: readonly Look[];
  readonly sender: readonly Look[];
  readonly wire: readonly Look[];
  readonly afterwards: readonly Look[];
  readonly verbs: readonly Look[];
}

/** What all ways share. */
export interface Setting {
  readonly world: World;
  readonly canaries: Canaries;
  readonly paths: readonly Path[];
}

/** Runs every path, looks at all that can be seen meanwhile, lets a sender deliver, and looks again. */
export async function watchDelivery(way: Way, { world, canaries, paths }: Setting): Promise<Watched> {
  const home = makeHome('acme', { prefix: canaries.secret('home folder') });
  const receiver = await startRawReceiver();
  const endpoint = way.endpoint ?? (way.spool === 'vendor' ? receiver.url : NOWHERE);
  const env = way.env(receiver);
  const planted: Planted = { world, home, canaries, endpoint, isSurrounded: way.isSurrounded, env };
  const layout = spoolOf(home, way.spool, way.endpoint ?? receiver.url);
  try {
    if (way.verb) await runVerb(planted, [way.verb]);
    holdSender(layout);
    const whileRunning: Look[] = [];
    const onReady = (): void => void whileRunning.push(...lookAtFiles(home));
    const results = await runAll(planted, paths, onReady);
    const spanIds = spanIdsByProcess(layout);
    const whileWaiting = lookAtFiles(home);
    const verbs = await runReadingVerbs(planted);

    const before = receiver.connections().length;
    receiver.hold();
    rmSync(layout.scheduleFile);
    await runAll(planted, paths.slice(0, 1));
    await waitFor(() => receiver.connections().length > before, 'a sender to send');
    const sender = lookAtSenders(home);
    receiver.release();
    await home.quiet();
    const spans = receiver.requests().flatMap(({ body }) => (body.length === 0 ? [] : decodeJson(body)));
    const wire = lookAtWire(receiver);
    verbs.push(...(await runReadingVerbs(planted)));
    const bySpanId = new Map(spans.map((span) => [span.spanId, span]));
    return {
      spanOf: (path) => bySpanId.get(spanIds.get(results.get(path)?.pid ?? 0) ?? ''),
      spans,
      whileRunning,
      whileWaiting,
      sender,
      wire,
      afterwards: lookAtFiles(home),
      verbs,
    };
  } finally {
    receiver.release();
    await home.remove();
    await receiver.close();
  }
}

const HOUR_MS = 3_600_000;

function spoolOf(home: Home, spool: Way['spool'], url: string): SpoolLayout {
  return spoolLayout(join(home.state, 'spool', `${spool}+${encodeURIComponent(`${url}/v1/traces`)}`));
}

/** Records wait until all are there. */
function holdSender({ dir, scheduleFile }: SpoolLayout): void {
  const later = Date.now() + HOUR_MS;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(scheduleFile, JSON.stringify({ nextStart: later, nextPost: later, failures: 0 }), {
    mode: 0o600,
  });
}

/** Every entry begins with the id of its process, finished or not. */
function spanIdsByProcess({ runningDir, pendingDir }: SpoolLayout): Map<number, string> {
  const files = [runningDir, pendingDir].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [],
  );
  return new Map(
    files.map((file) => {
      const { pid, spanId } = parseObject(readFileSync(file, 'utf8').split('\n')[0] ?? '') ?? {};
      return [Number(pid), String(spanId)];
    }),
  );
}
