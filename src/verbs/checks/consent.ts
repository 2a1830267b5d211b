import { describeReading, type Reading } from '../../consent/reading.ts';
import type { Status } from '../collect-status.ts';
import { ok, problem, type Check } from './check.ts';

/** Says who decided, and which files say no only because they cannot be trusted. */
export function checkConsent({ recording, decidedBy, sources }: Status): Check[] {
  const who = `${recording ? 'on' : 'off'}, ${describeReading(decidedBy ?? undefined)}`;
  const broken = sources.filter(isBroken);
  return [
    ok('consent', who),
    ...broken.map(({ source, where, note }) =>
      problem('consent', `${source} says no, because ${where} is ${note ?? ''}`, `look at it, and delete it`),
    ),
  ];
}

/** A file that is not what we wrote is a no that nobody said. */
function isBroken({ source, says, note, noticeDue }: Reading): boolean {
  if (says !== 'no') return false;
  if (source === 'policy') return note !== 'says no';
  if (source === 'user-no') return note !== 'written by disable';
  return source === 'user-yes' || (source === 'notice' && !noticeDue);
}
