import type { Run } from '../host/run.ts';
import type { TracedRun, TracedRunInput } from '../host/traced-run.ts';
import { unseen } from '../host/unseen.ts';
import { endCommandSpan, startCommandSpan } from '../recorder/command-span.ts';
import { createDeclarations } from '../recorder/declarations.ts';
import { createErrorNotes } from '../recorder/error-notes.ts';
import { createHostValues } from '../recorder/host-values.ts';
import { createNaming } from '../recorder/naming.ts';
import { onProcessEnd, systemCode } from '../recorder/process-end.ts';
import { createSteps } from '../recorder/steps.ts';
import { withSpan } from '../span/context.ts';
import { hostSurroundings } from './surroundings.ts';

/**
 * Begins the command span of this process with a given tracer, by the same rules as the recorder's, and ends it with
 * the process or before. Whether it may be recorded has been asked before. Hashes have no salt here, and are left out;
 * an attribute of the resource, which an SDK has made long before, stands on the command span.
 *
 * @throws what the tracer throws, as with a sampler that does.
 */
export function createTracedRun(input: TracedRunInput): TracedRun {
  const parts = createParts(input);
  const { span, context, declared, errors, steps, values, naming } = parts;
  let isOver = !span.isRecording();
  const end = (exitCode: number): void => {
    if (isOver) return;
    isOver = true;
    endRun(input, parts, exitCode);
  };
  const processEnd = onProcessEnd({ end, errors, onError: input.onError });
  const run: Run = {
    declare: declared.add,
    setCommand: (command, flags) => {
      naming.name(command, flags);
      processEnd.moveToLast();
    },
    set: (key, value) => {
      if (!isOver) values.set(key, value);
    },
    recordError: errors.note,
    recordUsageError: errors.noteUsage,
    step: steps.run,
    release: () => undefined,
    discard: () => {
      // A span that never ends is never exported.
      isOver = true;
      processEnd.remove();
    },
  };
  return { run, context, end: (exitCode) => end(systemCode(exitCode)) };
}

type TracedParts = ReturnType<typeof createParts>;

// oxlint-disable-next-line typescript/explicit-function-return-type -- its type is the list of what it makes
function createParts(input: TracedRunInput) {
  const { host, tracer, parent, consent, onError, say } = input;
  const declared = createDeclarations(host);
  const errors = createErrorNotes(host.declared.error, input.env);
  const span = startCommandSpan(host.name, tracer, { parent });
  const context = withSpan(parent, span);
  const held: (() => void)[] = [];
  const steps = createSteps({
    tracer,
    context,
    mayBegin: () => span.isRecording() && (consent === undefined || unseen(consent.mayStart)),
    declared,
    errors,
    onError,
    surroundings: hostSurroundings(context, parent),
    settle: consent === undefined ? (end) => attempt(end, onError) : (end) => held.push(end),
  });
  const { attributes } = host;
  const values = createHostValues({
    attributes,
    isDeclared: declared.has,
    span,
    currentStep: steps.current,
    say,
  });
  const naming = createNaming({ host: host.name, span, declared });
  return { span, context, declared, errors, held, steps, values, naming };
}

function endRun({ consent, onError }: TracedRunInput, parts: TracedParts, exitCode: number): void {
  const { span, errors, held, steps, values, naming } = parts;
  steps.endAll();
  if (consent !== undefined && !unseen(consent.mayExport)) return;
  for (const end of held) attempt(end, onError);
  naming.finish();
  span.setAttributes(values.resource);
  endCommandSpan(span, { exitCode, ...errors.ending() });
}

/** What a span processor of the host throws must not become what its step throws, nor keep another span from ending. */
function attempt(end: () => void, onError: (error: unknown) => void): void {
  try {
    end();
  } catch (error) {
    onError(error);
  }
}
