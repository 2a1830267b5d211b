// Injected into the bundles that hosts load: every `performance` in them, the SDK's included, becomes our clock.
export { processClock as performance } from '../src/span/process-clock.ts';
