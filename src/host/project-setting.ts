import type { ProjectSetting } from '../consent/consent-host.ts';

/** The project's own setting, as far as this process knows it. */
export interface KnownProject {
  readonly current: () => ProjectSetting;
  /** Takes what the host hands over. */
  readonly settle: (value: unknown) => void;
}

/**
 * Remembers the project's setting. A no is not taken back by a later yes of the same run, and what is neither `true`
 * nor `undefined` is a no: hosts hand over what they found in a file, whatever its type says.
 */
export function knownProject(atRegistration: ProjectSetting): KnownProject {
  let setting = atRegistration;
  return {
    current: () => setting,
    settle: (value) => {
      if (setting !== false) setting = value === true || value === undefined ? value : false;
    },
  };
}

/** A setting that is still to come holds the run in memory; only at its end does it count as a no. */
export function settled(project: ProjectSetting): boolean | undefined {
  return project === 'pending' ? undefined : project;
}
