/**
 * A process with one collector per behaviour, so that the measuring process is quiet. Tells its parent their URLs and
 * ends with it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { BEHAVIOURS, respond, type Behaviour } from './collector-behaviours.ts';

const urls: [Behaviour, string][] = [];
for (const behaviour of Object.keys(BEHAVIOURS) as Behaviour[]) {
  const server = createServer((request, response) => respond(behaviour, request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a collector has no port');
  urls.push([behaviour, `http://127.0.0.1:${address.port}`]);
}
process.on('disconnect', () => process.exit());
process.send?.(Object.fromEntries(urls));
