import type { CodeCachePlace } from '../code-cache/code-cache.ts';
import type { KilledRecord } from './killed.ts';

/** What a sender works with, besides its request. */
export interface SendingMeans {
  /** Loads the recorder, which makes the records of killed commands. @throws where it is missing. */
  readonly recorder: (place: Omit<CodeCachePlace, 'build'>) => { readonly killedRecord: KilledRecord };
  /** Where session and recorder lie as files, to make their code cache; `undefined` where they are none. */
  readonly folder: string | undefined;
  /** Whether this is the host's own program: its request wants a token, and is good for one process. */
  readonly isHost: boolean;
}

/** What the bundle of the sender exports. */
export interface Sending {
  /** Does what this process was started for, and ends it. */
  readonly serve: (means: SendingMeans) => Promise<void>;
}
