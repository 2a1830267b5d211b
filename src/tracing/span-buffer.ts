import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { unseen } from '../host/unseen.ts';

/** Keeps finished spans until they have arrived. A span processor, structurally, for any SDK. */
export interface SpanBuffer {
  readonly onStart: () => void;
  readonly onEnd: (span: ReadableSpan) => void;
  readonly forceFlush: () => Promise<void>;
  readonly shutdown: () => Promise<void>;
  /** Takes out all that has not arrived yet; what is on its way may then arrive twice, with the same ids. */
  readonly take: () => ReadableSpan[];
}

/** Sends spans while the command runs, and tells whether they arrived. */
export type SendSpans = (spans: readonly ReadableSpan[], onDone: (hasArrived: boolean) => void) => void;

/** As the specification has it for batches ("OTEL_BSP_…"): few commands live long enough to send one. */
const INTERVAL_MS = 5000;
const MAX_BATCH = 512;
const MAX_WAITING = 2048;

/**
 * Collects the spans of a process and sends them in batches, one at a time; what did not arrive is tried again. Never
 * keeps the process alive by itself. The oldest go when there are too many.
 *
 * @param onEnded is told of each span that has ended, when it is in here.
 */
export function createSpanBuffer(send: SendSpans, onEnded: (span: ReadableSpan) => void): SpanBuffer {
  let waiting: ReadableSpan[] = [];
  let onTheWay: ReadableSpan[] = [];
  let timer: NodeJS.Timeout | undefined;

  const sendBatch = (): void => {
    if (onTheWay.length > 0 || waiting.length === 0) return;
    const batch = waiting.splice(0, MAX_BATCH);
    onTheWay = batch;
    const onDone = (hasArrived: boolean): void => {
      // After the end it is in other hands.
      if (onTheWay !== batch) return;
      onTheWay = [];
      if (!hasArrived) waiting = [...batch, ...waiting].slice(-MAX_WAITING);
    };
    try {
      unseen(() => send(batch, onDone));
    } catch {
      onDone(false);
    }
  };
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      // What was not sampled is nobody's.
      if ((span.spanContext().traceFlags & 1) === 0) return;
      waiting.push(span);
      if (waiting.length > MAX_WAITING) waiting.shift();
      timer ??= setInterval(sendBatch, INTERVAL_MS).unref();
      if (waiting.length >= MAX_BATCH) sendBatch();
      onEnded(span);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
    take: () => {
      const taken = [...onTheWay, ...waiting];
      waiting = [];
      onTheWay = [];
      return taken;
    },
  };
}
