// Runs acme, the example tool, in every way a command can end, against a local collector, and shows what arrived.
// Everything it writes lies in a temporary folder; nothing leaves this machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCollector } from './demo/collector.js';
import { createStage } from './demo/stage.js';
import { SCENES } from './demo/scenes.js';

const folder = mkdtempSync(path.join(tmpdir(), 'commandspan-demo-'));
const collector = await createCollector();
const failed = [];
console.log(`A collector listens on ${collector.url}; acme's users live in ${folder}.`);
console.log(
  'Each command names it with ACME_TELEMETRY_ENDPOINT, so that spans are sent at once and not once a minute.',
);
try {
  for (const [index, { title, play }] of SCENES.entries()) {
    console.log(`\n${index + 1}. ${title}`);
    const stage = createStage({ folder, collector });
    await play(stage);
    for (const expectation of stage.unmet) failed.push(`scene ${index + 1}: ${expectation}`);
  }
} finally {
  await collector.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

console.log(
  failed.length === 0
    ? `\nAll ${SCENES.length} scenes went as expected. ${collector.received.length} spans arrived.`
    : `\nNot as expected:\n${failed.map((line) => `  ${line}`).join('\n')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
