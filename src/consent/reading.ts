/** What one source of consent says about recording. */
export type Says = 'yes' | 'no' | 'nothing';

/** The sources of consent, in the order in which `status` lists them. */
export const SOURCE_NAMES = [
  'distribution',
  'do-not-track',
  'variable-disabled',
  'variable',
  'extra-variable',
  'otel-sdk-disabled',
  'endpoint-variable',
  'account',
  'policy',
  'project',
  'user-no',
  'user-yes',
  'mode',
  'ci',
  'sandbox',
  'documented-notice',
  'notice',
] as const;

/** A source of consent, in the words of `status`. */
export type SourceName = (typeof SOURCE_NAMES)[number];

/** One source, asked once. */
export interface Reading {
  /** Which source it is. */
  readonly source: SourceName;
  /** What it says. */
  readonly says: Says;
  /** The variable, file or option that was looked at. */
  readonly where: string;
  /** Why it says so, in words for a person; never a value found there. */
  readonly note?: string;
  /** Set on the notice's own no when showing it is all that is missing. */
  readonly noticeDue?: boolean;
}

/** The readings of one moment: those that spoke or could have, and those that count only when nobody spoke. */
export interface Readings {
  readonly spoken: Iterable<Reading>;
  readonly unspoken: Iterable<Reading>;
}

/** Says in words what a reading rests on: the source, where it lies, and its note. */
export function describeReading(reading: Reading | undefined): string {
  if (reading === undefined) return 'nothing says yes';
  const { source, where, note } = reading;
  return `${source} (${where})${note === undefined ? '' : `, ${note}`}`;
}
