import { createOffer } from '../../src/host/offer.ts';
import type { Parts } from '../../src/host/parts.ts';
import * as recorder from '../../src/recorder.ts';
import * as session from '../../src/session.ts';
import * as cold from '../../src/cold.ts';

/** The parts of commandspan as their sources, for tests within one process. */
export const SOURCE_PARTS: Parts = {
  session: () => session,
  recorder: () => recorder,
  cold: () => cold,
  senderFile: '/nowhere/sender.js',
  offer: createOffer(),
};
