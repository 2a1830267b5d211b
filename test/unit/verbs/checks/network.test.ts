import { expect } from 'chai';
import { symlinkSync } from 'node:fs';
import { checkCertificates, checkProxy, proxyVariableFor } from '../../../../src/verbs/checks/network.ts';
import { itOnPosix } from '../../support/account.ts';
import { useFolder } from '../../support/folder.ts';

const PROXY = 'http://ada:pa55word@proxy.example:8080';

type ProxyRow = readonly [env: NodeJS.ProcessEnv, node: string, state: string, says: string];

const PROXY_ROWS: readonly ProxyRow[] = [
  [{}, '22.15.0', 'ok', 'no variable names one'],
  [{ HTTPS_PROXY: '' }, '22.15.0', 'ok', 'no variable names one'],
  [{ HTTPS_PROXY: PROXY }, '24.21.0', 'ok', 'HTTPS_PROXY set'],
  [{ HTTPS_PROXY: PROXY }, '22.21.0', 'ok', 'HTTPS_PROXY set'],
  [{ https_proxy: PROXY, NO_PROXY: 'acme.example' }, '26.0.0', 'ok', 'https_proxy, NO_PROXY set'],
  [{ NO_PROXY: 'acme.example' }, '22.15.0', 'ok', 'NO_PROXY set'],
  ...['22.15.0', '22.20.3', '23.9.0', '24.0.0', '24.4.1'].map((node): ProxyRow => [
    { HTTP_PROXY: PROXY },
    node,
    'problem',
    `which Node ${node} does not heed`,
  ]),
  [{ HTTPS_PROXY: 'proxy.example:8080' }, '24.21.0', 'problem', 'HTTPS_PROXY does not begin with http'],
  [{ HTTPS_PROXY: 'socks5://ada:pa55word@a' }, '24.21.0', 'problem', 'HTTPS_PROXY does not begin with http'],
  [{ ALL_PROXY: PROXY }, '24.21.0', 'problem', 'Node does not heed ALL_PROXY'],
  [{ ALL_PROXY: PROXY, HTTPS_PROXY: PROXY }, '24.21.0', 'ok', 'HTTPS_PROXY, ALL_PROXY set'],
];

describe('checkProxy', () => {
  for (const [env, node, state, says] of PROXY_ROWS) {
    it(`finds "${state}" for ${Object.keys(env).join(', ') || 'nothing'} in Node ${node}: ${says}`, () => {
      const check = checkProxy(env, node);
      expect(check.state).to.equal(state);
      expect(check.says).to.include(says);
      expect(check.remedy === undefined).to.equal(state === 'ok');
      expect(JSON.stringify(check)).to.not.match(/pa55word|proxy\.example|acme\.example/);
    });
  }
});

describe('proxyVariableFor', () => {
  it('chooses as Node does: by the protocol, small letters first', () => {
    const all = { https_proxy: 'a', HTTPS_PROXY: 'b', http_proxy: 'c', HTTP_PROXY: 'd' };
    expect(proxyVariableFor('https://acme.example', all)).to.equal('https_proxy');
    expect(proxyVariableFor('http://acme.example', all)).to.equal('http_proxy');
    expect(proxyVariableFor('https://acme.example', { https_proxy: '', HTTPS_PROXY: 'b' })).to.equal(
      'HTTPS_PROXY',
    );
    expect(proxyVariableFor('https://acme.example', { HTTP_PROXY: 'd' })).to.equal(undefined);
  });
});

describe('checkCertificates', () => {
  const folder = useFolder();

  it('is content with none', () => {
    expect(checkCertificates({})).to.deep.include({ state: 'ok', says: "Node's own" });
  });

  for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
    it(`is content with a file that can be read: ${name}`, () => {
      const check = checkCertificates({ [name]: folder.write('ca.pem', '') });
      expect(check).to.deep.include({ state: 'ok', says: `Node's own, and ${name}` });
    });

    it(`finds a file that is missing: ${name}`, () => {
      const check = checkCertificates({ [name]: folder.at('secret-name.pem') });
      expect(check).to.include({ state: 'problem' });
      expect(check.says).to.include(`${name} names cannot be read (ENOENT)`).and.not.include('secret-name');
    });

    it(`finds a folder in the place of the file: ${name}`, () => {
      expect(checkCertificates({ [name]: folder.path }).says).to.include('(not a file)');
    });

    it(`finds a path that means another file to a sender: ${name}`, () => {
      expect(checkCertificates({ [name]: 'ca.pem' }).says).to.include('relative path');
    });
  }

  itOnPosix('follows links, as Node does', () => {
    symlinkSync(folder.write('ca.pem', ''), folder.at('link'));
    expect(checkCertificates({ NODE_EXTRA_CA_CERTS: folder.at('link') }).state).to.equal('ok');
  });
});
