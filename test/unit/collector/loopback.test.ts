import { expect } from 'chai';

import { isLoopbackHost, isLoopbackOrigin } from '../../../src/collector/loopback.ts';

const HOSTS: readonly (readonly [host: string, loopback: boolean])[] = [
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['localhost', true],
  ['LOCALHOST', true],
  ['app.localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.4', false],
  ['127.evil.example', false],
  ['localhost.evil.example', false],
  ['notlocalhost', false],
];

const ORIGINS: readonly (readonly [origin: string, loopback: boolean])[] = [
  ['http://localhost:3000', true],
  ['https://127.0.0.1', true],
  ['http://[::1]:8080', true],
  ['https://evil.example', false],
  ['http://localhost@evil.example', false],
  ['null', false],
  ['', false],
  ['http://localhost, https://evil.example', false],
];

describe('isLoopbackHost', () => {
  for (const [host, loopback] of HOSTS) {
    it(`says ${loopback} to ${host}`, () => {
      expect(isLoopbackHost(host)).to.equal(loopback);
    });
  }
});

describe('isLoopbackOrigin', () => {
  for (const [origin, loopback] of ORIGINS) {
    it(`says ${loopback} to '${origin}'`, () => {
      expect(isLoopbackOrigin(origin)).to.equal(loopback);
    });
  }
});
