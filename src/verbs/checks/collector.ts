import { judge } from '../../sender/verdict.ts';
import type { Answer } from './ask-collector.ts';
import { notAsked, ok, problem, type Check } from './check.ts';
import { explainCode, explainStatus } from './explain.ts';

/** Whom was asked, and how. */
export interface Asked {
  readonly url: string;
  /** The variable that names the proxy for it. */
  readonly proxy: string | undefined;
  /** Whether the program itself was started to ask. */
  readonly isHost: boolean;
}

const OFFER_LATE =
  'allow it to start itself; else tell the vendor: runSender() must come first in the program';

/** Says whether the collector takes requests, and if not what that means. Pure. */
export function checkCollector(answer: Answer, { url, proxy, isHost }: Asked): Check {
  const to = proxy === undefined ? url : `${url}, with ${proxy} set`;
  if (answer.kind === 'stopped') return notAsked('collector', 'not asked: a no came meanwhile');
  if (answer.kind === 'not-started') {
    const says = `no sender can be started (${answer.code})`;
    return problem('collector', says, isHost ? OFFER_LATE : 'allow it to start Node');
  }
  const verdict = judge(answer, 0);
  if (verdict.kind === 'delivered') return ok('collector', `${to} answers`);
  const [what, { means, remedy }] =
    answer.kind === 'answered'
      ? [`HTTP ${answer.status}`, explainStatus(answer.status)]
      : [answer.code, explainCode(answer.code)];
  const fate = verdict.kind === 'drop' ? 'what is sent is dropped' : 'what waits is kept';
  const says = `${to}: ${what}, ${means}; ${fate}`;
  return problem(
    'collector',
    says,
    proxy === undefined ? remedy : `look at the proxy of ${proxy} first, else ${remedy}`,
  );
}
