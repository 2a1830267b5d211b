import type { HrTime } from '@opentelemetry/api';
import type { IdGenerator } from '@opentelemetry/sdk-trace';
import type { RunInput } from '../host/recorder.ts';
import type { RecordedRun } from '../host/run.ts';
import { withSpan } from '../span/context.ts';
import { createPrivateTracer } from '../span/private-tracer.ts';
import { processClock } from '../span/process-clock.ts';
import { remoteParent } from '../span/remote-parent.ts';
import { toHrTime } from '../span/time.ts';
import { makeRecord } from '../spool/make-record.ts';
import { noteDrop } from '../spool/counts.ts';
import { spoolLayout } from '../spool/layout.ts';
import { endCommandSpan, startCommandSpan } from './command-span.ts';
import { createDeclarations } from './declarations.ts';
import { createErrorNotes } from './error-notes.ts';
import { createHostValues, type OnDrop } from './host-values.ts';
import { createJournal, type Journal, type JournalInput } from './journal.ts';
import { launchSenderIfDue } from './launch.ts';
import { createNaming } from './naming.ts';
import { findParentRun, formatParentRun } from './parent-run.ts';
import { onProcessEnd, type ProcessEnd, type ProcessEndInput } from './process-end.ts';
import { describeRun, type RunResource } from './run-resource.ts';
import { showPayload } from './show-payload.ts';
import { createSteps } from './steps.ts';

/**
 * Begins the command span of this process with the process's own start, and ends it with the process's end, whatever
 * that is. What a crash leaves behind is the journal, from which the next sender makes a span.
 */
export function startRun(input: RunInput): RecordedRun {
  return createRun(input).run;
}

/** A run, and what ends it. */
export interface EndableRun {
  readonly run: RecordedRun;
  readonly end: (exitCode: number) => void;
}

/** What a run is made with: the test kit of hosts brings what touches neither disk nor process. */
export interface RunMeans {
  /** In milliseconds; the start since the epoch, now since the start. */
  readonly clock: typeof processClock;
  /** Default: random ids. */
  readonly idGenerator?: IdGenerator;
  readonly onDrop?: OnDrop;
  readonly createJournal: (journal: JournalInput) => Journal;
  readonly describeRun: (input: RunInput) => RunResource;
  readonly onProcessEnd: (input: ProcessEndInput) => ProcessEnd;
}

const MEANS: RunMeans = { clock: processClock, createJournal, describeRun, onProcessEnd };

/** Makes a run that ends with the process, or when it is told to. */
export function createRun(input: RunInput, means: RunMeans = MEANS): EndableRun {
  const parts = createParts(input, means);
  const { span, declared, errors, steps, values, journal, naming } = parts;
  let isOver = !span.isRecording();
  const end = (exitCode: number): void => {
    if (isOver) return;
    isOver = true;
    endRun(input, parts, exitCode);
  };
  const processEnd = means.onProcessEnd({ end, errors, onError: input.onError });
  const run: RecordedRun = {
    declare: declared.add,
    setCommand: (command, flags) => {
      naming.name(command, flags);
      processEnd.moveToLast();
    },
    // A function that gives a value is not called for nothing.
    set: (key, value) => {
      if (!isOver) values.set(key, value);
    },
    recordError: errors.note,
    recordUsageError: errors.noteUsage,
    step: steps.run,
    release: () => {
      if (!isOver) journal.open();
    },
    discard: () => {
      isOver = true;
      processEnd.remove();
      journal.discard();
    },
    asParent: () => (journal.isOpen() ? formatParentRun(span.spanContext()) : undefined),
  };
  return { run, end };
}

type RunParts = ReturnType<typeof createParts>;

// oxlint-disable-next-line typescript/explicit-function-return-type -- its type is the list of what it makes
function createParts(input: RunInput, means: RunMeans) {
  const { host, onError, say } = input;
  const { clock, idGenerator, onDrop } = means;
  const now = (): HrTime => toHrTime(clock.timeOrigin + clock.now());
  const layout = spoolLayout(input.endpoint.spoolDir);
  const resource = means.describeRun(input);
  const declared = createDeclarations(host);
  const errors = createErrorNotes(host.declared.error, input.env);
  const isGranted = input.mayStart;
  const { tracer, ended } = createPrivateTracer({ resource: resource.attributes, isGranted, idGenerator });
  const parent = findParentRun(input.env[`${host.prefix}_TELEMETRY_PARENT`], layout);
  const above = remoteParent(parent);
  const span = startCommandSpan(host.name, tracer, { parent: above, startMs: clock.timeOrigin });
  const steps = createSteps({
    tracer,
    context: withSpan(above, span),
    mayBegin: () => span.isRecording(),
    declared,
    errors,
    onError,
    now,
  });
  const { attributes } = host;
  const values = createHostValues({
    attributes,
    isDeclared: declared.has,
    span,
    currentStep: steps.current,
    say,
    onDrop,
  });
  const journal = means.createJournal({ input, layout, span, parent, resource });
  const naming = createNaming({ host: host.name, span, declared, onNamed: journal.update });
  return { now, layout, resource, declared, errors, ended, span, steps, values, journal, naming };
}

function endRun(input: RunInput, parts: RunParts, exitCode: number): void {
  const { now, layout, resource, errors, span, steps, values, journal, naming } = parts;
  steps.endAll();
  const record = (): string => {
    values.hash(() => resource.identity()?.salt);
    naming.finish();
    endCommandSpan(span, { exitCode, ...errors.ending() }, now());
    return recordOf(input, parts);
  };
  if (input.isShown) return showPayload(input, record());
  if (!input.mayWrite()) {
    input.say('nothing is recorded: a no came meanwhile, or the project did not say yes');
    return journal.discard();
  }
  if (journal.commit(record) !== 'stored') return;
  launchSenderIfDue(input, layout);
  if (steps.dropped() > 0) noteDrop(layout, 'too-many-steps', steps.dropped());
}

function recordOf({ host }: RunInput, { resource, declared, ended, values }: RunParts): string {
  const id = resource.identity()?.id;
  return makeRecord({
    spans: ended,
    resource: { ...resource.attributes, ...values.resource, ...(id && { 'app.installation.id': id }) },
    isDeclared: declared.has,
    attributes: host.attributes,
    droppedBefore: values.dropped(),
  });
}
