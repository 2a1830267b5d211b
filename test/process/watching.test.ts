import { expect } from 'chai';
import { startHeldReceiver, type HeldReceiver } from '../support/held-receiver.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runHost, YES } from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { waitFor } from '../support/wait-for.ts';

describe('a collector of the user’s own', () => {
  let home: Home;
  let receiver: HeldReceiver;

  beforeEach(async () => {
    home = makeHome();
    receiver = await startHeldReceiver();
  });

  afterEach(async () => {
    receiver.answer();
    await home.remove();
    await receiver.close();
  });

  it('hears of a command that ends while the sender of the one before is at work', async () => {
    const env = { ...YES, ACME_TELEMETRY_ENDPOINT: receiver.url };
    const requests = (): number => receiver.counts()[1];
    await runHost(home, 'ends.js', { env });
    await waitFor(() => requests() === 1, 'the first command to be sent');
    await runHost(home, 'ends.js', { env });
    await waitFor(() => sendersOf(home.path, home.state).length === 1, 'the second sender to find the lock');
    receiver.answer();
    await home.quiet();
    expect(requests()).to.equal(2);
  });
});
