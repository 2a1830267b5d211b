import { expect } from 'chai';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { instrumentParseArgs } from '../../../src/parse-args.ts';
import { createTestTelemetryWith } from '../../../src/testing/create-test-telemetry.ts';
import { SOURCE_PARTS } from '../../support/source-parts.ts';

const OPTIONS = { mode: { type: 'string' }, quick: { type: 'boolean' } } as const;

describe('instrumentParseArgs', () => {
  const make = (): ReturnType<typeof createTestTelemetryWith> =>
    createTestTelemetryWith(SOURCE_PARTS, { name: 'acme', version: '1.0.0', commands: ['build'] });

  const thrownBy = (work: () => unknown): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  for (const [title, config, name] of [
    ['an unknown option', { args: ['--secret'], options: OPTIONS }, 'unknown_option'],
    ['an argument too many', { args: ['secret'], options: OPTIONS }, 'excess_arguments'],
    [
      'one although none is allowed',
      { args: ['secret'], options: OPTIONS, allowPositionals: false },
      'excess_arguments',
    ],
    ['an option without its value', { args: ['--mode'], options: OPTIONS }, 'missing_argument'],
  ] as const satisfies readonly (readonly [string, ParseArgsConfig, string])[]) {
    it(`throws what parseArgs throws, and names it: ${title}`, () => {
      const test = make();
      const line = instrumentParseArgs(test.telemetry);
      line.command('build');
      const [ours, its] = [thrownBy(() => line.parseArgs(config)), thrownBy(() => parseArgs(config))];
      expect(ours)
        .to.be.an.instanceOf(Error)
        .with.property('message', (its as Error).message);
      expect(test.end({ exitCode: 1 }).attributes).to.include({ 'cli.command': 'build', 'error.type': name });
    });
  }

  it('leaves out the flags of a command that is not declared, as a plug-in’s is not', () => {
    const test = make();
    const line = instrumentParseArgs(test.telemetry);
    line.command('secret-plugin');
    line.parseArgs({ args: ['--secret'], options: { secret: { type: 'boolean' } } });
    const { attributes } = test.end();
    expect(attributes).to.include({ 'cli.command': '(other)' }).and.not.to.have.property('cli.flags');
  });

  it('tells the two words of an option that can be negated', () => {
    const test = make();
    const line = instrumentParseArgs(test.telemetry);
    line.parseArgs({ args: ['--no-quick'], options: OPTIONS, allowNegative: true });
    expect(test.end().attributes['cli.flags']).to.deep.equal(['no-quick']);
  });
});
