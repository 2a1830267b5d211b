import type { ConsentFiles, ConsentMoment, ProjectSetting } from './consent-host.ts';
import { decide, type Decision } from './decide.ts';
import type { Reading } from './reading.ts';
import { readLateNo, readSources } from './sources.ts';

/** Decides whether this moment may be recorded. Reads files, writes none. */
export function readConsent(moment: ConsentMoment): Decision {
  return decide(readSources(moment));
}

/** Says whether a no has come since consent was given: the files and the project setting, asked again. */
export function hasLateNo(files: ConsentFiles, project: ProjectSetting): boolean {
  return !decide({ spoken: readLateNo(files, project), unspoken: [GRANTED_EARLIER] }).granted;
}

const GRANTED_EARLIER: Reading = { source: 'user-yes', says: 'yes', where: 'earlier in this run' };
