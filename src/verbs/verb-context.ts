import type { ProjectSetting } from '../consent/consent-host.ts';
import type { HostNames } from '../dictionary/describe-host.ts';
import type { Host } from '../host/host.ts';
import type { Parts } from '../host/parts.ts';

/** What the verbs work on. */
export interface VerbContext {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly project: ProjectSetting;
  /** Where recorder and sender come from. */
  readonly parts: Pick<Parts, 'recorder' | 'senderFile' | 'offer'>;
  /** How users call the verbs: `acme telemetry`. */
  readonly command: string;
  /** Names out of the framework's tree, without the verbs themselves; walks it when it is called. */
  readonly names: () => HostNames;
}
