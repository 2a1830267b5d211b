import type { Variables } from '../host/child-env.ts';
import type { SpanContext, TraceState } from '@opentelemetry/api';

/** The variables of W3C Trace Context (specification, "Environment Variables as Context Propagation Carriers"). */
const TRACEPARENT = 'TRACEPARENT';
const TRACESTATE = 'TRACESTATE';

/** Version, trace id, parent id, flags; versions after the first may have more behind. Neither id is all zeroes. */
const PATTERN = /^(?!ff)([0-9a-f]{2})-(?!0+-)([0-9a-f]{32})-(?!0+-)([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads the span in whose name this process was started; `undefined` where there is none, or what is none. */
export function readTraceParent(env: NodeJS.ProcessEnv): SpanContext | undefined {
  const [, version, traceId, spanId, flags, rest] = PATTERN.exec(env[TRACEPARENT]?.trim() ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === '00' && rest !== undefined) return undefined;
  const traceState = readTraceState(env[TRACESTATE]);
  return {
    traceId,
    spanId,
    // The one flag that is defined.
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
    ...(traceState && { traceState }),
  };
}

/** The variables that hand a span on to a child process. */
export function traceParentVariables(span: SpanContext): Variables {
  const { traceId, spanId, traceFlags, traceState } = span;
  const flags = (traceFlags & 1).toString(16).padStart(2, '0');
  return {
    [TRACEPARENT]: `00-${traceId}-${spanId}-${flags}`,
    // Whoever has another parent has another state too, or none.
    [TRACESTATE]: traceState?.serialize() || undefined,
  };
}

/** A list of at most 32 members (W3C Trace Context, "tracestate"); what is none is left out. */
const MEMBERS =
  /^[a-z0-9][a-z0-9_*/@-]{0,255}=[\x21-\x2b\x2d-\x3c\x3e-\x7e][\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}$/;
const MAX_MEMBERS = 32;

function readTraceState(text: string | undefined): TraceState | undefined {
  const members = (text ?? '')
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  const isValid = members.length <= MAX_MEMBERS && members.every((member) => MEMBERS.test(member));
  return isValid && members.length > 0 ? createTraceState(members) : undefined;
}

/** Immutable, as the API wants it; the member that was changed last stands first. */
function createTraceState(members: readonly string[]): TraceState {
  const without = (key: string): string[] => members.filter((member) => !member.startsWith(`${key}=`));
  return {
    get: (key) => members.find((member) => member.startsWith(`${key}=`))?.slice(key.length + 1),
    set: (key, value) => createTraceState([`${key}=${value}`, ...without(key)].slice(0, MAX_MEMBERS)),
    unset: (key) => createTraceState(without(key)),
    serialize: () => members.join(','),
  };
}
