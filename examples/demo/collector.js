import { createLineFormatter } from '../../src/collector/format-line.ts';
import { startCollector } from '../../src/collector/server.ts';
import { arrangeTree } from '../../src/collector/tree.ts';

/**
 * The embedded collector, `commandspan collector`, on a free port; it prints what it receives with the same lines, can
 * go away for a while, and comes back on the same port.
 */
export async function createCollector() {
  const received = [];
  const formatLine = createLineFormatter({ color: process.stdout.isTTY });
  const onSpans = (spans) => {
    received.push(...spans);
    for (const row of arrangeTree(spans)) console.log(`   <- ${formatLine(row)}`);
  };
  let running = await startCollector({ port: 0, onSpans });
  const { url, port } = running;
  return {
    url,
    received,
    stop: () => running.close(),
    restart: async () => {
      running = await startCollector({ port, onSpans });
    },
  };
}
