import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { installInProject, packedTarballs, runTool, toolFile } from '../support/packed.ts';

const TSC = toolFile('typescript/bin/tsc');

/** Uses what needs neither a framework nor OpenTelemetry to be installed, and must not compile where it is wrong. */
const HOST = `
import { attribute, registerTelemetry, readConsent, runSender, type Telemetry, type TelemetryOptions } from 'commandspan';
import { instrumentParseArgs, mountTelemetry } from 'commandspan/parse-args';
import { gitRemote, packageName } from 'commandspan/project';

const attributes = { 'acme.template': attribute.oneOf(['python', 'node'], 'Which templates are worth keeping.') };
const options: TelemetryOptions<typeof attributes> = {
  name: 'acme',
  version: '1.4.2',
  endpoint: 'https://telemetry.acme.example',
  attributes,
};
export const telemetry: Telemetry<typeof attributes> = registerTelemetry(options);

telemetry.set('acme.template', 'node');
// @ts-expect-error: none of the list
telemetry.set('acme.template', 'ruby');
// @ts-expect-error: not declared
telemetry.set('acme.project', gitRemote);
// @ts-expect-error: the name is missing
registerTelemetry({ version: '1.4.2', endpoint: 'https://telemetry.acme.example' });

export const size: Promise<number> = telemetry.step('pack', async () => 1);
export const granted: boolean = readConsent({ name: 'acme' }).granted;
export const sends: Promise<boolean> = runSender();
export const names: readonly (string | undefined)[] = [gitRemote(), packageName()];
const line = instrumentParseArgs(telemetry);
export const { values } = line.parseArgs({ args: [], options: { fast: { type: 'boolean' } } });
export const fast: boolean | undefined = values.fast;
export const ran: boolean = mountTelemetry([], telemetry);
`;

/** Where a bundled host imports from. */
const BUNDLED = `
import { registerTelemetry } from 'commandspan/bundled';
export const { isRecording } = registerTelemetry({ name: 'acme', version: '1', endpoint: 'https://acme.example' });
`;

const WAYS = [
  ['an ES module under nodenext', 'mts', { module: 'nodenext' }],
  ['a CommonJS module under nodenext', 'cts', { module: 'nodenext' }],
  ['an ES module under node20', 'mts', { module: 'node20' }],
  ['a program that is bundled', 'ts', { module: 'esnext', moduleResolution: 'bundler' }],
  ['a program that is bundled as CommonJS', 'ts', { module: 'preserve', moduleResolution: 'bundler' }],
] as const;

describe('the types of the packed package', function () {
  this.timeout(60_000);
  let project = '';

  before(() => {
    const sources = ['mts', 'cts', 'ts'].flatMap((extension) => [
      [`host.${extension}`, HOST],
      [`bundled.${extension}`, BUNDLED],
    ]);
    project = installInProject([packedTarballs().commandspan], Object.fromEntries(sources));
  });

  for (const [how, extension, options] of WAYS) {
    it(`check ${how}, and are whole themselves`, () => {
      const compilerOptions = {
        ...options,
        target: 'es2023',
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
        types: ['node'],
        typeRoots: [toolFile('@types')],
      };
      const files = [`host.${extension}`, `bundled.${extension}`];
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
      expect(runTool([process.execPath, TSC, '--pretty', 'false'], project)).to.equal('');
    });
  }
});
