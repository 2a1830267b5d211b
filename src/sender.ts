/**
 * Entry: the detached process that posts the spool and then dies. Its only input is the request file that a variable
 * names; it prints nothing, because nobody reads it.
 *
 * Started by `doctor` it only asks the collector: what to ask comes on its stdin, and what came of it goes to stdout.
 *
 * @module
 */
import { fs } from './disk/builtin.ts';
import { probe, type ProbeRequest } from './sender/probe.ts';
import { runSender } from './sender/run-sender.ts';
import { PROBE_VARIABLE, REQUEST_VARIABLE } from './spool/send-request.ts';

const requestFile = process.env[REQUEST_VARIABLE];
// Not `process.exit()`: that waits for a name look-up that hangs, for as long as the resolver likes.
const die = (): boolean => process.kill(process.pid, 'SIGKILL');
if (requestFile !== undefined) runSender(requestFile).then(die, die);
else if (process.env[PROBE_VARIABLE] !== undefined) answerDoctor().then(die, die);

async function answerDoctor(): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends come out of one build
  const request = JSON.parse(fs.readFileSync(0, 'utf8')) as ProbeRequest;
  // What the collector has to say besides its status is read by nobody.
  fs.writeSync(1, JSON.stringify({ ...(await probe(request)), body: '' }));
}
