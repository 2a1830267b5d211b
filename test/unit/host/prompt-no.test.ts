import { rmSync } from 'node:fs';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { readConsent } from '../../../src/consent/consent.ts';
import { saysNoPromptly } from '../../../src/host/prompt-no.ts';
import { useFolder } from '../support/folder.ts';
import { acmeHost } from '../support/hosts.ts';

const VALUES = [undefined, '', '0', '1', 'true', 'false', 'maybe'];
const VARIABLES = ['ACME_TELEMETRY', 'ACME_TELEMETRY_DISABLED', 'DO_NOT_TRACK', 'OTEL_SDK_DISABLED', 'CI'];

describe('saysNoPromptly', () => {
  const folder = useFolder();
  const options = (): Record<string, unknown> => ({
    directories: { config: folder.at('c'), state: folder.at('s'), policy: folder.at('p') },
  });

  for (const [title, env, more] of [
    ['a variable that says no', { ACME_TELEMETRY: '0' }, {}],
    ['DO_NOT_TRACK', { DO_NOT_TRACK: '1' }, {}],
    ['CI, where nobody said yes', { CI: 'true' }, {}],
    ['an opt-in host that nobody opted into', {}, { consent: 'opt-in' }],
  ] as const) {
    it(`finds ${title}`, () => {
      expect(saysNoPromptly(acmeHost({ ...options(), ...more }, folder.path), { ...env })).to.equal(true);
    });
  }

  it('finds the user’s own file', () => {
    folder.write('c/telemetry-disabled', '');
    expect(saysNoPromptly(acmeHost(options(), folder.path), {})).to.equal(true);
  });

  it('leaves the rest to the other sources', () => {
    expect(saysNoPromptly(acmeHost(options(), folder.path), {})).to.equal(false);
    expect(saysNoPromptly(acmeHost(options(), folder.path), { CI: '1', ACME_TELEMETRY: '1' })).to.equal(
      false,
    );
  });

  it('says no only where all sources together would', () => {
    const value = fc.constantFrom(...VALUES);
    const environment = fc.record(Object.fromEntries(VARIABLES.map((name) => [name, value])));
    const files = fc.subarray(['c/telemetry-disabled', 's/telemetry/enabled.json']);
    const mode = fc.constantFrom('opt-in', 'opt-out');
    fc.assert(
      fc.property(environment, files, mode, (env, present, consent) => {
        for (const name of ['c', 's']) rmSync(folder.at(name), { recursive: true, force: true });
        for (const file of present) folder.write(file, '{"enabled":true,"noticeVersion":1}');
        const host = acmeHost({ ...options(), consent }, folder.path);
        const isPrompt = saysNoPromptly(host, env);
        const { granted } = readConsent({ host, env, project: undefined });
        return !(isPrompt && granted);
      }),
    );
  });
});
