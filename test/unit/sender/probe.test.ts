import { expect } from 'chai';
import type { PostResult } from '../../../src/sender/post.ts';
import { probe } from '../../../src/sender/probe.ts';
import { closeCollectors, closedPort, startCollector, withoutProxy } from '../support/collectors.ts';
import { useFolder } from '../support/folder.ts';
import { acmePaths } from '../support/hosts.ts';

describe('probe', () => {
  const folder = useFolder();
  withoutProxy();
  afterEach(closeCollectors);

  const ask = (url: string): Promise<PostResult> => {
    const { noFile, policyFile } = acmePaths(folder.path);
    const headers = { 'x-key': 'vendor' };
    return probe({ url, headers, userAgent: 'acme/1.2.3', timeoutMs: 3000, noFile, policyFile });
  };

  it('posts a request that holds nothing, with the headers of every other', async () => {
    const { url, received } = await startCollector();
    expect(await ask(url)).to.include({ kind: 'answered', status: 200 });
    expect(received.map(({ body }) => body)).to.deep.equal(['{"resourceSpans":[]}']);
    expect(received[0]?.headers).to.include({
      'x-key': 'vendor',
      'user-agent': 'acme/1.2.3',
      'content-type': 'application/json',
    });
  });

  it('sends nothing after a no', async () => {
    const { url, received } = await startCollector();
    folder.write('config/acme/telemetry-disabled', '');
    expect(await ask(url)).to.deep.equal({ kind: 'stopped' });
    expect(received).to.deep.equal([]);
  });

  it('says why nobody answers', async () => {
    expect(await ask(await closedPort())).to.deep.equal({ kind: 'unreachable', code: 'ECONNREFUSED' });
  });
});
