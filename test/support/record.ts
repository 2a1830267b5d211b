import { expect } from 'chai';
import type { Attributes, ReceivedSpan } from '../../src/collector/spans.ts';
import { makeHome } from './home.ts';
import { NOWHERE, runAlike, YES, type HostOptions, type HostResult } from './run-host.ts';
import { readJournals, readSpool } from './spool.ts';

/** What a command looked like from outside, and what was recorded of it. */
export interface Recorded {
  readonly result: HostResult;
  readonly spans: readonly ReceivedSpan[];
  /** The command span. */
  readonly span: ReceivedSpan;
  /** The command span's attributes, without the name of the host, which is always the same. */
  readonly attributes: Attributes;
}

/**
 * Runs a fixture in a home of its own, with and without commandspan, and reads its record from the spool.
 *
 * Expects that the two runs cannot be told apart, and that exactly one command was recorded.
 */
export async function record(
  fixture: string,
  options: HostOptions & { readonly alike?: (printed: string) => string } = {},
): Promise<Recorded> {
  const home = makeHome();
  try {
    home.holdSender(NOWHERE);
    const result = await runAlike(home, fixture, { ...options, env: { ...YES, ...options.env } });
    const spans = readSpool(home);
    const [span, ...others] = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    if (span === undefined || others.length > 0)
      throw new Error(`${1 + others.length} commands in the spool`);
    expect(readJournals(home)).to.deep.equal([]);
    expect(span.status).to.deep.equal({ code: result.exitCode === 0 ? 0 : 2, message: '' });
    expect(span.attributes['process.exit.code']).to.equal(result.exitCode);
    const { 'process.executable.name': name, ...attributes } = span.attributes;
    expect(name).to.equal('acme');
    return { result, spans, span, attributes };
  } finally {
    await home.remove();
  }
}
