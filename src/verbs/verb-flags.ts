import type { VerbName } from './verb-list.ts';

/** The flags that a verb was called with; each verb has some of them. */
export type VerbFlags = { readonly [Name in FlagName]?: boolean };

/** A flag of a verb, without its dashes, and what help says of it. */
export interface VerbFlag {
  readonly name: FlagName;
  readonly summary: string;
  /** A flag that cannot be given beside it. */
  readonly not?: FlagName;
}

type FlagName = 'json' | 'raw' | 'pretty' | 'system';

const JSON_FLAG: VerbFlag = { name: 'json', summary: 'print it as JSON' };
const SYSTEM_FLAG: VerbFlag = {
  name: 'system',
  summary: 'for every account, as administrator',
};
const FORMAT_FLAGS: readonly VerbFlag[] = [
  {
    name: 'raw',
    summary: 'print one request a line (default in a pipe)',
    not: 'pretty',
  },
  { name: 'pretty', summary: 'indent it (default on a terminal)' },
];

/** The flags of each verb that has any. */
export const FLAGS_OF_VERB: Readonly<Partial<Record<VerbName, readonly VerbFlag[]>>> = {
  status: [JSON_FLAG],
  enable: [SYSTEM_FLAG],
  disable: [SYSTEM_FLAG],
  inspect: FORMAT_FLAGS,
  log: FORMAT_FLAGS,
  doctor: [JSON_FLAG],
  manifest: [JSON_FLAG],
};
