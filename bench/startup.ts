/**
 * Measures what telemetry costs a command from its spawn to its exit, and holds it against the design's numbers.
 *
 *     node bench/startup.ts [--rounds 40] [--slow] [--json]
 *
 * `--slow` adds a NodeSDK whose collector refuses, which takes 8 seconds per run. A measurement, not a test: it fails
 * only when something could not be measured.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installApp } from './app.ts';
import { createCases } from './cases.ts';
import { describeMachine, formatMachine, type Machine } from './machine.ts';
import { measureRounds } from './measure.ts';
import { formatCases, formatRatio, formatSizes } from './report.ts';
import { describeRatio, describeSamples, type CaseResult, type RatioResult } from './results.ts';
import { measureSizes, type Sizes } from './sizes.ts';
import { startCollectors } from './start-collectors.ts';

interface Report {
  readonly machine: Machine;
  readonly cases: readonly CaseResult[];
  readonly ratio: RatioResult;
  readonly sizes: Sizes;
}

const SLOW_ROUNDS = 2;
const NODE_SDK_RATIO = { hold: 40, aim: 60 };

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    slow: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1)
  throw new TypeError('--rounds: expected a whole number from 1');

const report = await measure(rounds, values.slow);
console.log(values.json ? JSON.stringify(report, undefined, 2) : format(report));

async function measure(wanted: number, slow: boolean): Promise<Report> {
  const machine = describeMachine();
  const sizes = measureSizes();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'commandspan-bench-')));
  const collectors = await startCollectors();
  try {
    const app = installApp(join(folder, 'app'));
    const cases = await createCases({ app, folder, urls: collectors.urls });
    const samples = await measureRounds(cases.all, wanted);
    const results = describeSamples(samples);
    const resultOf = (name: string): CaseResult => {
      const found = results.find((result) => result.name === name);
      if (found === undefined) throw new Error(`"${name}" was not measured`);
      return found;
    };
    const ratio = describeRatio(resultOf(cases.nodeSdk.name), resultOf(cases.recorded.name), NODE_SDK_RATIO);
    if (slow && cases.slow.baseline !== undefined) {
      const slowSamples = await measureRounds([cases.slow.baseline, cases.slow], SLOW_ROUNDS);
      results.push(...describeSamples(slowSamples).slice(1));
    }
    return { machine, cases: results, ratio, sizes };
  } finally {
    collectors.stop();
    // A sender that was killed a moment ago may still be writing.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function format({ machine, cases, ratio, sizes }: Report): string {
  return [
    formatMachine(machine),
    'milliseconds of wall time from spawn to exit; overhead: median of the differences to the baseline, by round',
    '',
    formatCases(cases),
    '',
    formatRatio(ratio),
    formatSizes(sizes),
  ].join('\n');
}
