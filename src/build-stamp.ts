/** Set by the build: a hash of the bundles that have a code cache. */
declare const COMMANDSPAN_BUILD: string | undefined;

/** Stamp of this build; `'source'` when the sources run as they are, in tests. */
export const BUILD: string = typeof COMMANDSPAN_BUILD === 'string' ? COMMANDSPAN_BUILD : 'source';
