import type { HostPaths } from '../disk/paths.ts';
import { loadBundle, loadVerbs, senderFile } from './load-bundle.ts';
import type { Recorder } from './recorder.ts';
import type { SessionBundle } from './session-bundle.ts';

/** The parts of commandspan that are loaded when they are needed, and where they come from. */
export interface Parts {
  /** @throws the system error where it is missing. */
  readonly session: (paths: HostPaths) => SessionBundle;
  /** @throws the system error where it is missing. */
  readonly recorder: (paths: HostPaths) => Recorder;
  /** What the bundle of the verbs exports; adapters know its shape. @throws where it is missing. */
  readonly verbs: () => unknown;
  /** File of the program that sends, whether or not it is there; `undefined` where there can be none. */
  readonly senderFile: string | undefined;
}

/** The files that lie beside this bundle, as in every host that is not bundled itself. */
export const PARTS_BESIDE: Parts = {
  session: (paths) => loadBundle<SessionBundle>('session', paths),
  recorder: (paths) => loadBundle<Recorder>('recorder', paths),
  verbs: loadVerbs,
  senderFile: senderFile(),
};
