import { writeFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import type { Home } from '../support/home.ts';
import { runAlike, runHost, YES, type HostResult } from '../support/run-host.ts';
import { readJson, readSpool } from '../support/spool.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';

const TOKEN = '6f1ff5f7-6f0c-4a1b-8d0e-0b9d8c7a6f5e';
const VARIABLE = 'COMMANDSPAN_SEND_REQUEST';
const ARGUMENT = 'commandspan-sender';

describe('runSender', () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<HostResult> =>
    runHost(home, 'offers-itself.js', { args, endpoint: collector.url, env: { ...YES, ...env } });

  /** Leaves a record waiting, and a request for it that is good for whoever has the token. */
  async function leaveRequest(): Promise<string> {
    await run(['verify']);
    await home.quiet();
    const { requestFile } = home.spool(collector.url);
    writeFileSync(requestFile, JSON.stringify({ ...readJson(requestFile), token: TOKEN }));
    await run(['verify']);
    expect(readSpool(home, collector.url).length).to.equal(1);
    return requestFile;
  }

  it('does not show in an ordinary run', async () => {
    const { exitCode, stdout } = await runAlike(home, 'offers-itself.js', {
      endpoint: collector.url,
      env: YES,
    });
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 3, stdout: 'verified\n' });
  });

  it('lets no variable skip a command, not even the right one', async () => {
    const requestFile = await leaveRequest();
    const values = ['', '/nowhere', '#', requestFile, `${requestFile}#wrong`, `${requestFile}#${TOKEN}`];
    for (const value of values) {
      for (const args of [[], ['verify'], ['verify', ARGUMENT]]) {
        for (const variable of [VARIABLE, 'COMMANDSPAN_PROBE']) {
          const result = await run(args, { [variable]: value });
          expect(result, `${variable}=${value}`).to.deep.include({ exitCode: 3, stdout: 'verified\n' });
        }
      }
    }
    expect(collector.requests.length).to.equal(1);
  });

  it('takes the argument for the host’s own without the variable', async () => {
    expect(await run([ARGUMENT])).to.deep.include({ exitCode: 3, stdout: 'verified\n' });
  });

  it('sends for whoever has the token, once, and does nothing of the host’s', async () => {
    const requestFile = await leaveRequest();
    const env = { [VARIABLE]: `${requestFile}#${TOKEN}` };
    const sent = await run([ARGUMENT], env);
    expect(sent).to.deep.equal({ exitCode: null, signal: 'SIGKILL', stdout: '', stderr: '' });
    expect(collector.spans.length).to.equal(2);
    await home.quiet();
    home.holdSender(collector.url);
    await run(['verify']);
    expect((await run([ARGUMENT], env)).stdout).to.equal('');
    expect(collector.spans.length).to.equal(2);
  });

  it('does nothing at all where its request is gone, as after a no, or has another token', async () => {
    const requestFile = await leaveRequest();
    for (const value of [`${requestFile}#wrong`, `${requestFile}.gone#${TOKEN}`]) {
      const { stdout, stderr } = await run([ARGUMENT], { [VARIABLE]: value });
      expect({ stdout, stderr }).to.deep.equal({ stdout: '', stderr: '' });
    }
    expect(collector.spans.length).to.equal(1);
    expect(readSpool(home, collector.url).length).to.equal(1);
  });
});
