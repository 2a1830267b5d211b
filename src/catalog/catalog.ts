import {
  AGENTS,
  CI_VENDORS,
  ENVIRONMENT_KINDS,
  HOST_ARCHS,
  IDES,
  OS_TYPES,
  PACKAGE_MANAGERS,
  RUNTIME_NAMES,
} from '../resource/values.ts';
import { DEPENDENCIES } from '../span/dependency.ts';
import { CANCEL_SIGNALS, OUTCOMES } from '../span/outcome.ts';
import type { AttributeType } from './attribute-type.ts';
import type { AttributeDefinition } from './definition.ts';

const RESOURCE = ['resource'] as const;
const SPAN = ['span'] as const;
const SPAN_AND_STEP = ['span', 'step'] as const;

const oneOf = (values: readonly string[]): AttributeType => ({ type: 'one-of', values });
const name = (kind: 'host' | 'command' | 'error'): AttributeType => ({ type: 'name', kind });
const VERSION: AttributeType = { type: 'version' };
const SYSTEM_VERSION: AttributeType = { type: 'version', numbers: 2 };
/** Large machines are few and could be told apart; see `roundCpus`. */
const CPUS: AttributeType = {
  type: 'bucket',
  bounds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32, 64, 128, 256, 512, 1024],
};

/** Every attribute that can be recorded; whatever is not here never reaches the spool. */
export const CATALOG: ReadonlyMap<string, AttributeDefinition> = new Map<string, AttributeDefinition>([
  ['service.name', { ...name('host'), on: RESOURCE, purpose: 'Which program ran.', example: 'acme' }],
  ['service.version', { ...VERSION, on: RESOURCE, purpose: 'Which of its versions ran.', example: '1.4.2' }],
  [
    'telemetry.sdk.language',
    { ...oneOf(['nodejs']), on: RESOURCE, purpose: 'What made the data: the language.', example: 'nodejs' },
  ],
  [
    'telemetry.sdk.name',
    { ...oneOf(['opentelemetry']), on: RESOURCE, purpose: 'What made the data.', example: 'opentelemetry' },
  ],
  [
    'telemetry.sdk.version',
    { ...VERSION, on: RESOURCE, purpose: 'What made the data: its version.', example: '3.1.1' },
  ],
  [
    'telemetry.distro.name',
    {
      ...oneOf(['commandspan']),
      on: RESOURCE,
      purpose: 'What made the data: the library.',
      example: 'commandspan',
    },
  ],
  [
    'telemetry.distro.version',
    { ...VERSION, on: RESOURCE, purpose: 'What made the data: the library’s version.', example: '0.1.0' },
  ],
  ['os.type', { ...oneOf(OS_TYPES), on: RESOURCE, purpose: 'Which systems need support.', example: 'linux' }],
  [
    'os.version',
    {
      ...SYSTEM_VERSION,
      on: RESOURCE,
      purpose: 'Which system versions need support: major and minor only.',
      example: '6.1',
    },
  ],
  [
    'host.arch',
    { ...oneOf(HOST_ARCHS), on: RESOURCE, purpose: 'Which processors need builds.', example: 'amd64' },
  ],
  [
    'process.runtime.name',
    { ...oneOf(RUNTIME_NAMES), on: RESOURCE, purpose: 'Which runtimes need support.', example: 'nodejs' },
  ],
  [
    'process.runtime.version',
    { ...VERSION, on: RESOURCE, purpose: 'Which runtime versions need support.', example: '24.21.0' },
  ],
  [
    'process.interactive',
    {
      type: 'boolean',
      on: RESOURCE,
      purpose: 'Whether a person or a script ran the command.',
      example: true,
    },
  ],
  [
    'app.installation.id',
    {
      type: 'uuid',
      on: RESOURCE,
      purpose: 'Tells one user’s ten runs from ten users’ runs; random, renewable.',
      example: '5b0c7a1e-3f52-4a0e-9a43-0d6c1f0e7b52',
    },
  ],
  [
    'cli.environment',
    {
      ...oneOf(ENVIRONMENT_KINDS),
      on: RESOURCE,
      purpose: 'What kind of place it ran in.',
      example: 'terminal',
    },
  ],
  [
    'cli.ci',
    {
      ...oneOf(CI_VENDORS),
      on: RESOURCE,
      purpose: 'Which CI services it must work on.',
      example: 'github_actions',
    },
  ],
  [
    'cli.agent',
    { ...oneOf(AGENTS), on: RESOURCE, purpose: 'Which AI agents run it.', example: 'claude_code' },
  ],
  ['cli.ide', { ...oneOf(IDES), on: RESOURCE, purpose: 'Which editors it runs inside.', example: 'vscode' }],
  [
    'cli.package_manager',
    { ...oneOf(PACKAGE_MANAGERS), on: RESOURCE, purpose: 'Which package managers start it.', example: 'npm' },
  ],
  ['cli.cpus', { ...CPUS, on: RESOURCE, purpose: 'How much it can do at once.', example: 8 }],
  [
    'cli.command',
    { ...name('command'), on: SPAN, purpose: 'Which commands are used.', example: 'deploy function' },
  ],
  [
    'cli.flags',
    {
      type: 'names',
      kind: 'flag',
      on: SPAN,
      purpose: 'Which declared flags are used; never their values.',
      example: ['force', 'region'],
    },
  ],
  [
    'cli.outcome',
    {
      ...oneOf(OUTCOMES),
      on: SPAN_AND_STEP,
      purpose: 'Whether it worked, failed, was stopped or crashed.',
      example: 'success',
    },
  ],
  ['cli.signal', { ...oneOf(CANCEL_SIGNALS), on: SPAN, purpose: 'How it was stopped.', example: 'SIGINT' }],
  [
    'cli.failure.dependency',
    {
      ...oneOf(DEPENDENCIES),
      on: SPAN,
      purpose: 'Which service it needed and could not reach.',
      example: 'docker',
    },
  ],
  ['process.executable.name', { ...name('host'), on: SPAN, purpose: 'Which program ran.', example: 'acme' }],
  [
    'process.exit.code',
    { type: 'integer', min: -2147483648, max: 4294967295, on: SPAN, purpose: 'How it ended.', example: 1 },
  ],
  [
    'error.type',
    {
      ...name('error'),
      on: SPAN_AND_STEP,
      purpose: 'Which kind of error ended it: a known name, never a message.',
      example: 'ECONNREFUSED',
    },
  ],
]);
