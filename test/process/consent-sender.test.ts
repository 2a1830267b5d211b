import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startHeldReceiver } from '../support/held-receiver.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runHost, YES, type HostOptions } from '../support/run-host.ts';
import { sendersOf, whyNoView } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { startTlsGate, whyNoCertificate } from '../support/tls-gate.ts';
import { waitFor } from '../support/wait-for.ts';

const UNDER_WAY = 'A request was already under way and may still arrive.\n';

/** More records with two hundred steps each than one request holds. */
const MANY_RECORDS = 30;

/** Starts Node when a file beside it is there, or its home is gone. */
const SLOW_NODE = `#!/bin/sh
until [ -e "$0.go" ] || [ ! -e "$0" ]; do sleep 0.02; done
exec ${process.execPath} "$@"
`;

/** A user whose sender is at work. */
interface Scene {
  readonly home: Home;
  readonly options: HostOptions;
}

/** Says no, and hands on what a verb says to that; other ways say nothing. */
type SayNo = (scene: Scene) => Promise<string>;

const NOES: Readonly<Record<string, SayNo>> = {
  'the disable verb': async ({ home, options }) => {
    const args = ['telemetry', 'disable'];
    const { exitCode, stderr } = await runHost(home, 'has-verbs.js', { ...options, args });
    expect(exitCode).to.equal(0);
    return stderr;
  },
  'the file of a no': async ({ home }) => {
    home.write('.config/acme/telemetry-disabled', '');
    return '';
  },
  'a policy': async ({ home }) => {
    home.write('policy/telemetry.json', '{"enabled":false}');
    return '';
  },
  'deleting the state folder': async ({ home }) => {
    rmSync(join(home.path, '.local/state/acme'), { recursive: true });
    return '';
  },
};

type Counts = readonly [connections: number, requests: number];

/** A sender that has come so far and no further. */
interface Stage {
  readonly options: HostOptions;
  /** What the collector has seen. */
  readonly counts: () => Counts;
  readonly goOn: () => void;
  readonly close: () => Promise<void>;
}

/** A moment in a sender's life. */
interface Moment {
  readonly whyNot: () => string | undefined;
  readonly begin: (home: Home) => Promise<Stage>;
  /** The disable verb waits for whoever holds the spool's lock. */
  readonly isAtWork: boolean;
  /** What the collector has seen by then, and is ever to see. */
  readonly counts: Counts;
}

const MOMENTS: Readonly<Record<string, Moment>> = {
  'before it has looked around': {
    whyNot: whyNoView,
    isAtWork: false,
    counts: [0, 0],
    begin: async (home) => {
      const { url, counts, answer, close } = await startHeldReceiver();
      answer();
      const node = join(home.path, 'node');
      home.write('node', SLOW_NODE);
      chmodSync(node, 0o700);
      const options = optionsFor(home, url);
      await runHost(home, 'starts-its-sender-through.js', { ...options, args: [node] });
      await waitFor(() => sendersOf(home.path).length > 0, 'the sender to be started');
      return { options, counts, close, goOn: () => home.write('node.go', '') };
    },
  },
  'between its connection and the body': {
    whyNot: whyNoCertificate,
    isAtWork: true,
    counts: [1, 0],
    begin: async (home) => {
      const { url, certificate, knocks, requests, open, close } = await startTlsGate(home.path);
      const options = optionsFor(home, url);
      const env = { ...YES, NODE_EXTRA_CA_CERTS: certificate };
      await runHost(home, 'ends.js', { ...options, env });
      await waitFor(() => knocks() > 0, 'the sender to connect');
      return { options, counts: () => [knocks(), requests()], close, goOn: open };
    },
  },
  'while the first of two requests is under way': {
    whyNot: () => undefined,
    isAtWork: true,
    counts: [1, 1],
    begin: async (home) => {
      const { url, counts, answer, close } = await startHeldReceiver();
      const options = optionsFor(home, url);
      await fillSpool({ home, options });
      await runHost(home, 'ends.js', options);
      await waitFor(() => counts()[1] > 0, 'the first request');
      return { options, counts, close, goOn: answer };
    },
  },
};

/** What came of a no. */
interface Seen {
  /** What the verb said. */
  readonly said: string;
  readonly before: Counts;
  readonly after: Counts;
  /** The files that were left. */
  readonly files: readonly string[];
}

async function play({ begin }: Moment, sayNo: SayNo): Promise<Seen> {
  const home = makeHome();
  const { options, counts, goOn, close } = await begin(home);
  try {
    const before = counts();
    const said = await sayNo({ home, options });
    goOn();
    await home.quiet();
    const files = home.tree().filter((name) => !/\/$|\.pem$|^node/.test(name));
    return { said, before, after: counts(), files };
  } finally {
    await close();
    await home.remove();
  }
}

describe('a no that comes while a sender is at work', () => {
  const scenes = new Map<string, Seen>();

  // Side by side, because the verb waits for seconds.
  before(async () => {
    const moments = Object.entries(MOMENTS).filter(([, { whyNot }]) => whyNot() === undefined);
    await Promise.all(
      moments.map(async ([when, moment]) => {
        for (const [how, sayNo] of Object.entries(NOES))
          scenes.set(`${when}, ${how}`, await play(moment, sayNo));
      }),
    );
  });

  for (const [when, { whyNot, isAtWork, counts }] of Object.entries(MOMENTS)) {
    describe(when, () => {
      before(function () {
        skipUnless(this, whyNot());
      });

      for (const how of Object.keys(NOES)) {
        it(`lets nothing more leave, not even a connection: ${how}`, () => {
          const scene = scenes.get(`${when}, ${how}`);
          const said = isAtWork && how === 'the disable verb' ? UNDER_WAY : '';
          expect(scene).to.deep.include({ said, before: counts, after: counts });
          if (how === 'the disable verb')
            expect(scene?.files).to.deep.equal(['.config/acme/telemetry-disabled']);
          if (how === 'deleting the state folder') expect(scene?.files).to.deep.equal([]);
        });
      }
    });
  }

  it('would have let more than one request leave if it had not come', async () => {
    const home = makeHome();
    const { url, counts, answer, close } = await startHeldReceiver();
    answer();
    const options = optionsFor(home, url);
    await fillSpool({ home, options });
    await runHost(home, 'ends.js', options);
    await home.quiet();
    expect(counts()[1]).to.be.greaterThan(1);
    await close();
    await home.remove();
  });
});

function optionsFor(home: Home, endpoint: string): HostOptions {
  return { env: YES, endpoint, options: { directories: { policy: join(home.path, 'policy') } } };
}

/** Lets so many records wait that they do not fit into one request, and makes a sender due. */
async function fillSpool({ home, options }: Scene): Promise<void> {
  const endpoint = options.endpoint ?? '';
  home.holdSender(endpoint);
  await runHost(home, 'takes-many-steps.js', options);
  const { pendingDir } = home.spool(endpoint);
  const [name = ''] = readdirSync(pendingDir);
  const record = readFileSync(join(pendingDir, name));
  for (let copy = 0; copy < MANY_RECORDS; copy += 1) {
    writeFileSync(join(pendingDir, `${copy.toString(16).padStart(16, '0')}.jsonl`), record, { mode: 0o600 });
  }
  home.makeDue(endpoint);
}
