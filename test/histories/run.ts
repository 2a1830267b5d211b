/**
 * Plays many random histories of consent: `node test/histories/run.ts --histories 10000 --seed 1`; with `--real`, of
 * real processes.
 */
import { parseArgs } from 'node:util';
import { createCoverage, findRare } from './coverage.ts';
import { playHistories, playRealHistories } from './play-histories.ts';

const { values } = parseArgs({
  options: { histories: { type: 'string' }, seed: { type: 'string' }, real: { type: 'boolean' } },
});
const histories = Number(values.histories ?? 10_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
console.log(`${histories} histories, seed ${seed}`);
const coverage = createCoverage();
const startedAt = performance.now();
const failure = await (values.real ? playRealHistories : playHistories)({ histories, seed, coverage });
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(coverage.table());
console.log(`${coverage.histories()} histories, ${coverage.steps()} steps, ${seconds} s, seed ${seed}`);
const rare = values.real || failure !== undefined ? [] : findRare(coverage);
for (const complaint of [failure ?? [], rare].flat()) {
  console.error(complaint);
  process.exitCode = 1;
}
