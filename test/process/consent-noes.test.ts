import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { NOES, type No } from '../support/noes.ts';
import { playAll } from '../support/play-all.ts';
import { startReceiver, status, type Receiver } from '../support/receivers.ts';
import { runHost, type HostOptions, type HostResult } from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { traceHost, whyNotTraced } from '../support/traced-host.ts';

const HOST = 'does-everything.js';

const INSPECT = { ACME_TELEMETRY: 'inspect' } as const;

/** What a command with a no did. */
interface Seen {
  readonly result: HostResult;
  /** Changes to its home. */
  readonly made: readonly string[];
  readonly senders: readonly number[];
  /** As the kernel saw it; empty where that cannot be asked. */
  readonly effects: readonly string[];
  readonly opened: readonly string[];
}

/** All that may be opened before there is a yes: our own first files, and what can say no. */
const MAY_BE_OPENED = /\/(index\.js|commander\.js|session\.cjs|(package|telemetry|enabled|notice)\.json)$/;

describe('every no', () => {
  const isTraced = whyNotTraced() === undefined;
  let receiver: Receiver;
  let bare: Seen;
  let seen: ReadonlyMap<No, Seen>;

  before(async function () {
    this.timeout(60_000);
    receiver = await startReceiver(status(200));
    const play = (no: No, options: HostOptions = {}): Promise<Seen> =>
      playNo(no, { isTraced, endpoint: receiver.url, ...options });
    bare = await play({ options: () => ({ without: true }) });
    seen = await playAll(Object.values(NOES), (no) => play(no));
  });

  after(() => receiver.close());

  for (const [name, no] of Object.entries(NOES)) {
    it(`leaves no trace: ${name}`, () => {
      const { opened, ...row } = seen.get(no) ?? bare;
      const { result, effects } = bare;
      expect(row).to.deep.equal({ result, effects, made: [], senders: [] });
      const others = opened.filter((file) => !bare.opened.includes(file) && !MAY_BE_OPENED.test(file));
      // What is late is held in memory, by OpenTelemetry.
      if (!no.isLate) expect(others).to.deep.equal([]);
      expect(opened.some((file) => file.endsWith('/dist/index.js'))).to.equal(isTraced);
    });
  }

  it('holds while the user looks at what a yes would send', async () => {
    const look: No = {
      ...NOES['DO_NOT_TRACK=1'],
      options: () => ({ env: { DO_NOT_TRACK: '1', ...INSPECT } }),
    };
    const { result, made, senders, effects } = await playNo(look, { isTraced, endpoint: receiver.url });
    expect(result.stderr).to.contain('"acme deploy"');
    expect({ made, senders, effects }).to.deep.equal({ made: [], senders: [], effects: bare.effects });
  });

  it('reaches no collector', () => {
    expect(receiver.bodies).to.deep.equal([]);
  });

  it('is watched by the kernel', function () {
    skipUnless(this, whyNotTraced());
  });
});

type PlayOptions = HostOptions & { readonly isTraced: boolean };

async function playNo(no: No, { isTraced, ...given }: PlayOptions): Promise<Seen> {
  const home: Home = makeHome();
  try {
    no.prepare?.(home);
    const before = home.tree();
    const options = { ...given, ...no.options(home) };
    const trace = isTraced ? await traceHost(home, HOST, options) : undefined;
    const result = trace?.result ?? (await runHost(home, HOST, options));
    const made = changes(before, home.tree());
    return { result, made, senders: sendersOf(home.path), effects: [], opened: [], ...trace };
  } finally {
    await home.remove();
  }
}

function changes(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...after.filter((name) => !before.includes(name)),
    ...before.filter((name) => !after.includes(name)).map((name) => `${name} is gone`),
  ];
}
