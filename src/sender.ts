/**
 * Entry: the detached process that posts the spool and then dies. Its only input is the request file that a variable
 * names; it prints nothing, because nobody reads it.
 *
 * @module
 */
import { runSender } from './sender/run-sender.ts';
import { REQUEST_VARIABLE } from './spool/send-request.ts';

const requestFile = process.env[REQUEST_VARIABLE];
if (requestFile !== undefined) {
  // Not `process.exit()`: that waits for a name look-up that hangs, for as long as the resolver likes.
  const die = (): boolean => process.kill(process.pid, 'SIGKILL');
  runSender(requestFile).then(die, die);
}
