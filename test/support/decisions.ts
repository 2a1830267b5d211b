import { expect } from 'chai';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import { makeHome, type Home } from './home.ts';
import { playAll } from './play-all.ts';
import { NOWHERE, runHost, type HostOptions } from './run-host.ts';
import { readSpool } from './spool.ts';

/** A user's situation, and what is to come of it. */
export interface Situation {
  readonly title: string;
  readonly prepare?: (home: Home) => void;
  readonly options?: (home: Home) => HostOptions;
  /** The source that says no; `'recorded'` where none does. */
  readonly decided: string;
}

/** What came of a situation. */
export interface Decided {
  readonly stderr: string;
  readonly spans: readonly ReceivedSpan[];
  /** Files that are there and were not before. */
  readonly made: readonly string[];
}

/**
 * Makes a test of each situation: a command that is told to say why it is not recorded runs in a home of its own, and
 * ends as it always does.
 */
export function itDecides(situations: readonly Situation[]): void {
  let seen: ReadonlyMap<Situation, Decided> = new Map();

  before(async function () {
    this.timeout(60_000);
    seen = await playAll(situations, decide);
  });

  for (const situation of situations) {
    it(`${situation.decided === 'recorded' ? 'records' : 'records nothing'}: ${situation.title}`, () => {
      const { stderr = '', spans = [], made = [] } = seen.get(situation) ?? {};
      if (situation.decided === 'recorded') {
        expect({ stderr, spans: spans.length }).to.deep.equal({ stderr: '', spans: 1 });
      } else {
        expect(stderr).to.contain(`commandspan: nothing is recorded: ${situation.decided} (`);
        expect({ spans, made }).to.deep.equal({ spans: [], made: [] });
      }
    });
  }
}

async function decide({ prepare, options }: Situation): Promise<Decided> {
  const home = makeHome();
  try {
    home.holdSender(NOWHERE);
    prepare?.(home);
    const before = home.tree();
    const given = options?.(home) ?? {};
    const env = { ...given.env, ACME_TELEMETRY_DEBUG: '1' };
    const { exitCode, stdout, stderr } = await runHost(home, 'ends.js', { ...given, env });
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 0, stdout: 'done\n' });
    return { stderr, spans: readSpool(home), made: home.tree().filter((name) => !before.includes(name)) };
  } finally {
    await home.remove();
  }
}

/** The user was told by an earlier run. */
export function told(home: Home): void {
  home.write('.local/state/acme/telemetry/notice.json', '{"noticeVersion":1}');
}

/** The user ran `enable`. */
export function saidYes(home: Home): void {
  home.write('.local/state/acme/telemetry/enabled.json', '{"enabled":true,"noticeVersion":1}');
}
