import type { ProjectSetting } from '../consent/consent-host.ts';
import type { Host } from '../host/host.ts';

/** What the verbs work on. */
export interface VerbContext {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly project: ProjectSetting;
  /** How users call the verbs: `acme telemetry`. */
  readonly command: string;
}
