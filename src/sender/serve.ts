import { fs } from '../disk/builtin.ts';
import { DISTRO } from '../distro.ts';
import { PROBE_VARIABLE, REQUEST_VARIABLE, TRACES_VARIABLE } from '../spool/sender-call.ts';
import { readSendRequest, redeemRequest, type SendRequest } from '../spool/send-request.ts';
import type { SendingMeans } from '../spool/sending.ts';
import { post, type PostInput, type PostResult } from './post.ts';
import { probe, type ProbeRequest } from './probe.ts';
import { runSender } from './run-sender.ts';

/**
 * Does what this process was started for, and ends it: posts the spool. Started by `doctor` it only asks the collector,
 * and by a command that its user traces it only posts that trace: what to ask or post then comes on its stdin, and what
 * came of it goes to stdout; else it prints nothing.
 */
export async function serve(means: SendingMeans): Promise<void> {
  try {
    await work(means);
  } finally {
    // Not `process.exit()`: that waits for a name look-up that hangs, for as long as the resolver likes.
    process.kill(process.pid, 'SIGKILL');
  }
}

async function work(means: SendingMeans): Promise<void> {
  const { [REQUEST_VARIABLE]: value, [PROBE_VARIABLE]: asked, [TRACES_VARIABLE]: traces } = process.env;
  if (asked !== undefined) return answer<ProbeRequest>(probe);
  if (traces !== undefined) return answer<PostInput>(postTraces);
  if (value === undefined) return;
  const request = takeRequest(value, means);
  if (request !== undefined) await runSender(request, means);
}

function takeRequest(value: string, { isHost }: SendingMeans): SendRequest | undefined {
  return isHost ? redeemRequest(value, DISTRO.version) : readSendRequest(value, DISTRO.version);
}

/** These are the user's own, who asked for them: nobody has to consent. */
function postTraces(request: PostInput): Promise<PostResult> {
  return post({ ...request, maySend: () => true });
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- each caller knows its request
async function answer<Request>(ask: (request: Request) => Promise<PostResult>): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends come out of one build
  const request = JSON.parse(fs.readFileSync(0, 'utf8')) as Request;
  // What the collector has to say besides its status is read by nobody.
  fs.writeSync(1, JSON.stringify({ ...(await ask(request)), body: '' }));
}
