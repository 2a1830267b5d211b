/** What happened in all histories together, so that one sees that a test tested something. */
export interface Coverage {
  /** Counts a situation that came up. */
  readonly note: (situation: string) => void;
  /** Ends one history: every situation counts once for it. */
  readonly endHistory: (steps: number) => void;
  readonly histories: () => number;
  readonly steps: () => number;
  /** In how many histories a situation came up. */
  readonly historiesWith: (situation: string) => number;
  /** How often each situation came up, and in how many histories, as a table. */
  readonly table: () => string;
}

/** Begins to count. */
export function createCoverage(): Coverage {
  const times = new Map<string, number>();
  const inHistories = new Map<string, number>();
  let current = new Set<string>();
  let histories = 0;
  let steps = 0;
  const add = (counts: Map<string, number>, key: string): void =>
    void counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    note: (situation) => {
      add(times, situation);
      current.add(situation);
    },
    endHistory: (count) => {
      for (const situation of current) add(inHistories, situation);
      current = new Set();
      histories += 1;
      steps += count;
    },
    histories: () => histories,
    steps: () => steps,
    historiesWith: (situation) => inHistories.get(situation) ?? 0,
    table: () =>
      [...times]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([situation, count]) => {
          const share = inHistories.get(situation) ?? 0;
          return `${situation.padEnd(58)} ${String(count).padStart(8)} times in ${String(share).padStart(6)} histories`;
        })
        .join('\n'),
  };
}

/** What has to happen, so that a promise was put to the test, and in how many of a thousand histories at least. */
const WANTED: Readonly<Record<string, number>> = {
  'spans: delivered': 400,
  'sender: delivers all that waits': 350,
  'end: a no came during the run': 40,
  'verb: disable erases what was stored': 50,
  'verb: disable gives up an identity': 50,
  'verb: enable takes a no back': 50,
  'verb: reset erases what was stored': 25,
  'verb: disable during a run': 25,
  'sender: finds a no when it starts': 15,
  'sender: finds a no just before the body': 10,
  'verb: disable while a sender is launched': 5,
  'verb: disable while a sender is connecting': 5,
  'verb: disable while a sender is sent': 3,
  'collision: disable in the middle of: begin': 5,
  'collision: disable in the middle of: end': 5,
  'collision: disable in the middle of: sender': 5,
  'end: shows the notice': 20,
  'end: a no came before the notice': 3,
  'verb: disable cannot delete a link': 3,
  'dropped: too old, in a spool that others sweep': 2,
  'end: shows its payload': 10,
  'beat: hears a no': 5,
  'verb: log shows what was sent': 10,
  'project: a no during the run': 3,
  'project: releases what was held': 5,
  'kill: a command that is recorded': 20,
  'sent: a command that was killed': 10,
  "sent: to the user's own collector": 5,
  'identity: renewed': 10,
  'dropped: too old': 10,
  'dropped: corrupt': 3,
  'answered: the collector up': 400,
  'answered: the collector busy': 2,
  'answered: the collector refuses': 2,
  'answered: the collector rejects one': 2,
  'start: no by account': 5,
  'start: no by ci': 5,
  'start: no by distribution': 3,
  'start: no by do-not-track': 5,
  'start: no by endpoint-variable': 5,
  'start: no by extra-variable': 5,
  'start: no by mode': 20,
  'start: no by notice': 50,
  'start: no by otel-sdk-disabled': 5,
  'start: no by policy': 50,
  'start: no by project': 10,
  'start: no by sandbox': 2,
  'start: no by user-no': 50,
  'start: no by user-yes': 2,
  'start: no by variable': 20,
  'start: yes by documented-notice': 50,
  'start: yes by notice': 50,
  'start: yes by user-yes': 50,
  'start: yes by variable': 20,
};

/** Lists what should have happened more often. */
export function findRare(coverage: Coverage): string[] {
  return Object.entries(WANTED)
    .map(([situation, perThousand]) => {
      const wanted = Math.max(1, Math.floor((coverage.histories() * perThousand) / 1000));
      const found = coverage.historiesWith(situation);
      return found < wanted ? `${situation}: in ${found} histories instead of ${wanted}` : '';
    })
    .filter((line) => line !== '');
}
