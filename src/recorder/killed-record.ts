import type { Attributes } from '@opentelemetry/api';
import type { IsDeclared } from '../catalog/attribute-type.ts';
import { isPlaceholder } from '../catalog/command-name.ts';
import { isNameShaped } from '../catalog/name-shape.ts';
import { describeOutcome } from '../span/outcome.ts';
import { createPrivateTracer } from '../span/private-tracer.ts';
import { remoteParent } from '../span/remote-parent.ts';
import { toHrTime } from '../span/time.ts';
import { makeRecord } from '../spool/make-record.ts';
import type { EntryHeader } from '../spool/record.ts';

/**
 * Makes the record of a command that died without an end, from its journal: the same ids, no exit code, and the last
 * sign of life as its end.
 *
 * Its names were checked against the host's declarations before they were written, so that what looks like a name
 * counts as declared here; everything else passes the catalog once more.
 *
 * @param lastSignMs milliseconds since the epoch.
 * @param installId the installation id, which journals do not hold; `undefined` where there is none.
 */
export function killedRecord(header: EntryHeader, lastSignMs: number, installId: string | undefined): string {
  const { resource: withoutId } = header;
  const resource = {
    ...withoutId,
    ...(installId !== undefined && { 'app.installation.id': installId }),
  } as Attributes;
  const { tracer, ended } = createPrivateTracer({
    resource,
    isGranted: () => true,
    idGenerator: { generateTraceId: () => header.traceId, generateSpanId: () => header.spanId },
  });
  const startTime = toHrTime(header.startMs);
  const attributes = {
    ...(header.attributes as Attributes),
    ...describeOutcome({
      exitCode: undefined,
      errorName: undefined,
      uncaught: false,
      dependency: undefined,
    }).attributes,
  };
  const { traceId, parentSpanId } = header;
  const parent = remoteParent(parentSpanId === undefined ? undefined : { traceId, spanId: parentSpanId });
  const span = tracer.startSpan(header.spanName, { startTime, attributes }, parent);
  span.end(toHrTime(Math.max(lastSignMs, header.startMs)));
  const isDeclared: IsDeclared = (_kind, name) => isNameShaped(name) || isPlaceholder(name);
  return makeRecord({ spans: ended, resource, isDeclared, attributes: {} });
}
