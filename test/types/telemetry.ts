/** What hosts write, and what must not compile; `tsc` is the test. */
import type { Sampler } from '@opentelemetry/sdk-trace';
import type { Command } from 'commander';
import {
  ConsentSampler,
  readConsent,
  registerTelemetry,
  type ConsentAnswer,
  type IdentityPolicy,
  type NoticeOption,
  type Registered,
  type Telemetry,
} from '../../src/index.ts';
import { instrumentCommander, mountTelemetry, type MountOptions } from '../../src/commander.ts';
import * as line from '../../src/parse-args.ts';
import { gitRemote, packageName } from '../../src/project.ts';

declare const program: Command;

const telemetry = registerTelemetry({ name: 'acme', version: '1.0.0', endpoint: 'https://t.acme.example' });
const any: Telemetry = telemetry;
const registered: Registered = telemetry;
registerTelemetry({
  name: 'acme',
  version: '1.0.0',
  endpoint: new URL('https://t.acme.example'),
  headers: { 'x-key': 'public' },
  consent: 'opt-in',
  ci: 'record',
  notice: { elsewhere: 'https://acme.example/telemetry' },
  variables: { SAM_CLI_TELEMETRY: 'enables', SST_TELEMETRY_DISABLED: 'disables' },
  identity: 'none',
  project: 'pending',
});

// @ts-expect-error -- a name is required
registerTelemetry({ version: '1.0.0', endpoint: 'https://t.acme.example' });
// @ts-expect-error -- a misspelt option
registerTelemetry({ name: 'acme', version: '1.0.0', endpoint: 'https://t.acme.example', command: [] });
// @ts-expect-error -- no such choice
const identity: IdentityPolicy = 'for-ever';
// @ts-expect-error -- a text has a version, a page has none to be shown
const notice: NoticeOption = { text: 'Hello' };

const length: number = telemetry.step('collect', () => [1, 2, 3]).length;
const later: Promise<string> = telemetry.step('collect', async () => Promise.resolve('done'));
telemetry.command('deploy', ['region']);
telemetry.recordError('anything can be thrown');
telemetry.projectSetting(undefined);
// @ts-expect-error -- a host without attributes has none to set
telemetry.set('acme.template', 'python');
// @ts-expect-error -- nobody sets whether it records
telemetry.isRecording = true;

const answer: ConsentAnswer = readConsent({ name: 'acme' });
// @ts-expect-error -- an endpoint has nothing to do with consent
readConsent({ name: 'acme', endpoint: 'https://t.acme.example' });
const sampler: Sampler = new ConsentSampler(() => answer.granted);

const options: MountOptions = { name: 'stats' };
instrumentCommander(program, telemetry);
mountTelemetry(program, registered, options);
// @ts-expect-error -- a program is not enough
instrumentCommander(program);

const parsed = line.instrumentParseArgs(any).parseArgs({ options: { loud: { type: 'boolean' } } });
const isLoud: boolean | undefined = parsed.values.loud;
// @ts-expect-error -- the types of the values are those of the options
const isText: string | undefined = parsed.values.loud;
const isVerb: boolean = line.mountTelemetry(process.argv.slice(2), telemetry);
// @ts-expect-error -- not one of the words for wrong usage
line.instrumentParseArgs(telemetry).usageError('typo');

const project: readonly (string | undefined)[] = [gitRemote(), packageName('/tmp')];

export { answer, identity, isLoud, isText, isVerb, later, length, notice, project, sampler };
