/** How the verbs are mounted. */
export interface MountOptions {
  /**
   * The word under which users find them.
   *
   * @defaultValue `'telemetry'`
   */
  readonly name?: string;
}

/** The word where the host has chosen none. */
export const DEFAULT_WORD = 'telemetry';
