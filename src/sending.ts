/**
 * Entry: what the detached process does, for the program that only sends and for hosts that are their own sender.
 *
 * @module
 */
export { serve } from './sender/serve.ts';
