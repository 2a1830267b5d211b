import { context, createContextKey, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { isTracingSuppressed } from '@opentelemetry/core';
import { expect } from 'chai';
import { createGuard } from '../../../src/host/guard.ts';
import { unseen } from '../../../src/host/unseen.ts';
import { createErrorNotes } from '../../../src/recorder/error-notes.ts';
import { startHeartbeat } from '../../../src/recorder/heartbeat.ts';
import { onProcessEnd } from '../../../src/recorder/process-end.ts';
import { waitFor } from '../../support/wait-for.ts';

const isSuppressed = (): boolean => isTracingSuppressed(context.active());

/** Registers a context manager, as the user's SDK does, while the work runs. */
async function withContextManager(work: () => void | Promise<void>): Promise<void> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  try {
    await work();
  } finally {
    context.disable();
    trace.disable();
  }
}

describe('unseen', () => {
  it('suppresses tracing while the work runs, and not afterwards', () =>
    withContextManager(() => {
      expect([unseen(isSuppressed), isSuppressed()]).to.deep.equal([true, false]);
      const failing = (): void =>
        unseen(() => {
          throw new Error('failed');
        });
      expect(failing).to.throw('failed');
      expect(isSuppressed()).to.equal(false);
    }));

  it("keeps what else stands in the user's context", () =>
    withContextManager(() => {
      const key = createContextKey('users');
      const users = ROOT_CONTEXT.setValue(key, 'value');
      const seen = context.with(users, () => unseen(() => context.active().getValue(key)));
      expect(seen).to.equal('value');
    }));

  it('only runs the work where there is no OpenTelemetry', () => {
    expect(unseen(isSuppressed)).to.equal(false);
  });

  it('holds for what is guarded', () =>
    withContextManager(() => {
      const seen: boolean[] = [];
      createGuard('ACME_TELEMETRY_DEBUG', {})(() => seen.push(isSuppressed()));
      expect(seen).to.deep.equal([true]);
    }));

  it('holds for the end of the process', () =>
    withContextManager(() => {
      const seen: boolean[] = [];
      const onError = (error: unknown): void => expect.fail(String(error));
      const errors = createErrorNotes([], {});
      const processEnd = onProcessEnd({ end: () => seen.push(isSuppressed()), errors, onError });
      process.listeners('exit').at(-1)?.(0);
      processEnd.remove();
      expect(seen).to.deep.equal([true]);
    }));

  it('holds for signs of life, also where OpenTelemetry was registered after them', async () => {
    const seen: boolean[] = [];
    const heartbeat = startHeartbeat(() => void seen.push(isSuppressed()));
    await withContextManager(() => waitFor(() => seen.length > 0, 'a sign of life'));
    heartbeat.stop();
    expect(seen).to.deep.equal([true]);
  });
});
