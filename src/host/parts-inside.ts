import inside from '../inside.cjs';
import { createOffer } from './offer.ts';
import type { Parts } from './parts.ts';

/**
 * Parts that are required as any other module: bundlers take them along, and each is loaded once, however often it is
 * asked for. There is no code cache for them.
 */
export const PARTS_INSIDE: Parts = { ...inside, senderFile: undefined, offer: createOffer() };
