import type { CodeCachePlace } from '../code-cache/code-cache.ts';
import type { Sending } from '../spool/sending.ts';
import { loadBundle, requireBundle } from './load-bundle.ts';
import { createOffer, type Offer } from './offer.ts';
import { ownFolder } from './own-folder.ts';
import type { Recorder } from './recorder.ts';
import type { SessionBundle } from './session-bundle.ts';

/** The parts of commandspan that are loaded when they are needed, and where they come from. */
export interface Parts {
  /** @throws the system error where it is missing. */
  readonly session: (place: Omit<CodeCachePlace, 'build'>) => SessionBundle;
  /** @throws the system error where it is missing. */
  readonly recorder: (place: Omit<CodeCachePlace, 'build'>) => Recorder;
  /**
   * What no command needs: what a host that is its own sender runs, and the verbs, whose shape adapters know.
   *
   * @throws where it is missing.
   */
  readonly cold: () => Sending;
  /** File of the program that sends, whether or not it is there; `undefined` where there can be none. */
  readonly senderFile: string | undefined;
  /** Whether this host offers itself as the sender. */
  readonly offer: Offer;
}

/** Once in a process: samplers ask for it at each span. */
let session: SessionBundle | undefined;

/** The files that lie beside this bundle, as in every host that is not bundled itself. */
export const PARTS_BESIDE: Parts = {
  session: (paths) => (session ??= loadBundle<SessionBundle>('session', { dirname: ownFolder() }, paths)),
  // The recorder takes from the session what both of them need.
  recorder: (paths) =>
    loadBundle<Recorder>(
      'recorder',
      { dirname: ownFolder(), others: () => PARTS_BESIDE.session(paths) },
      paths,
    ),
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  cold: () => requireBundle('cold', ownFolder()) as Sending,
  get senderFile() {
    return `${ownFolder()}/sender.js`;
  },
  offer: createOffer(),
};
