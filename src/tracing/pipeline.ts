import type { Context, SpanContext, Tracer } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { DISTRO } from '../distro.ts';
import type { Variables } from '../host/child-env.ts';
import type { Run } from '../host/run.ts';
import type { Session } from '../host/session.ts';
import { contextManager, registeredApi } from '../host/unseen.ts';
import { spanOf } from '../span/context.ts';
import { createContextManager, type CommandContextManager } from './context-manager.ts';
import { createFlush } from './flush.ts';
import { withoutPlainVariables } from './hidden-variables.ts';
import { loadPackages, PACKAGE_NAMES } from './load-packages.ts';
import type { TracingSettings } from './settings.ts';
import { createSpanBuffer, type SpanBuffer } from './span-buffer.ts';
import { readTraceParent, traceParentVariables } from './trace-parent.ts';
import type { TracedRun, TracedRunInput } from '../host/traced-run.ts';
import type { TracingOptions, TracingPackages } from './tracing-options.ts';

/** What the user asked for, and what the host has to say to it. */
export interface PipelineInput {
  readonly session: Session;
  readonly settings: TracingSettings;
  readonly options: TracingOptions & { readonly flushTimeoutMs: number };
  /** Tells the user why it cannot be had. */
  readonly warn: (text: string) => void;
}

/** A command that is traced. */
export interface Pipeline {
  readonly run: Run;
  /** What makes children of the span that is active. */
  readonly childVariables: () => Variables;
}

/** The part of the recorder's bundle that tracing shares with it, rather than bring another copy along. */
export interface TracingParts {
  readonly createTracedRun: (input: TracedRunInput) => TracedRun;
  readonly remoteParent: (parent: SpanContext | undefined) => Context;
  readonly serializeRequest: (spans: readonly ReadableSpan[]) => string;
}

/** Sets up the host's OpenTelemetry, and begins the command in it; `undefined` where that cannot be. */
export function openPipeline(input: PipelineInput): Pipeline | undefined {
  const { session, options, warn } = input;
  const { host, env, guard, parts } = session;
  const { trace, context } = registeredApi() ?? {};
  if (trace !== undefined || context !== undefined) {
    warn('this process has registered OpenTelemetry already; this run is not traced');
    return undefined;
  }
  const packages = findPackages(options, warn);
  if (packages === undefined) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  const { createTracedRun, remoteParent, serializeRequest } = parts.recorder(
    host.paths,
  ) as unknown as TracingParts;
  const parent = remoteParent(readTraceParent(env));
  let command = parent;
  const flush = createFlush({ ...input, packages, serializeRequest });
  const buffer = createSpanBuffer(flush.send, (ended) => {
    // It ends when the process does, or just before.
    if (spanOf(command)?.spanContext().spanId === ended.spanContext().spanId) flush.last(buffer.take());
  });
  const tracer = startSdk(input, packages, { buffer, contextManager: createContextManager(() => command) });
  const traced = createTracedRun({ tracer, host, env, parent, onError: guard.onError, say: guard.say });
  command = traced.context;
  flush.endEarlyWith(traced.end);
  return {
    run: traced.run,
    childVariables: () => {
      const active = spanOf(contextManager()?.active()) ?? spanOf(command);
      return active === undefined ? {} : traceParentVariables(active.spanContext());
    },
  };
}

function findPackages(
  { load = loadPackages }: TracingOptions,
  warn: (text: string) => void,
): TracingPackages | undefined {
  try {
    const packages = load();
    if (typeof packages.NodeSDK === 'function' && typeof packages.OTLPTraceExporter === 'function')
      return packages;
  } catch {
    // Said below.
  }
  warn(`tracing needs the packages ${PACKAGE_NAMES}, which are not installed; this run is not traced`);
  return undefined;
}

/** Registers the SDK with this command's resource and nothing of the user's plain variables, and gives its tracer. */
function startSdk(
  { session, settings, options }: PipelineInput,
  { NodeSDK }: TracingPackages,
  { buffer, contextManager: manager }: OwnParts,
): Tracer {
  const { name, version } = session.host;
  const attributes = {
    'service.name': name,
    'service.version': version,
    'telemetry.distro.name': DISTRO.name,
    'telemetry.distro.version': DISTRO.version,
    ...settings.resource,
  };
  const configuration = {
    instrumentations: options.instrumentations?.() ?? [],
    // The last one counts.
    resourceDetectors: [...(options.resourceDetectors?.() ?? []), { detect: () => ({ attributes }) }],
    contextManager: manager,
    spanProcessors: [buffer],
    // Otherwise it would make some that post to localhost.
    metricReaders: [],
    logRecordProcessors: [],
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the configuration of every version
  withoutPlainVariables(() => new NodeSDK(configuration as never).start());
  const provider = registeredApi()?.trace;
  if (provider === undefined) throw new Error('NodeSDK has registered no tracer provider');
  return provider.getTracer(DISTRO.name, DISTRO.version);
}

interface OwnParts {
  readonly buffer: SpanBuffer;
  readonly contextManager: CommandContextManager;
}
