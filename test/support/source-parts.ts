import { createOffer } from '../../src/host/offer.ts';
import type { Parts } from '../../src/host/parts.ts';
import * as recorder from '../../src/recorder.ts';
import * as sending from '../../src/sending.ts';
import * as session from '../../src/session.ts';
import * as verbs from '../../src/verbs.ts';

/** The parts of commandspan as their sources, for tests within one process. */
export const SOURCE_PARTS: Parts = {
  session: () => session,
  recorder: () => recorder,
  verbs: () => verbs,
  sending: () => sending,
  senderFile: '/nowhere/sender.js',
  offer: createOffer(),
};
