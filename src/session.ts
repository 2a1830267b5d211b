/**
 * Entry: what is loaded unless a variable or the user's own file says no at once.
 *
 * @module
 */
export { readConsent } from './consent/consent.ts';
export { openSession } from './host/session.ts';
export { warmUpSession as warmUp } from './host/warm-up-session.ts';
