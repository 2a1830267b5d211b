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

/** Where an attribute stands: on the resource, on the command span, on a step. */
export type AttributePlace = 'resource' | 'span' | 'step';

/** One attribute that may be recorded. */
export type AttributeDefinition = AttributeType & {
  readonly on: readonly AttributePlace[];
  /** Why it is recorded, in words for the user. */
  readonly purpose: string;
};

const RESOURCE = ['resource'] as const;
const SPAN = ['span'] as const;
const SPAN_AND_STEP = ['span', 'step'] as const;

const oneOf = (values: readonly string[]): AttributeType => ({ type: 'one-of', values });
const name = (kind: 'host' | 'command' | 'error'): AttributeType => ({ type: 'name', kind });
const VERSION: AttributeType = { type: 'version' };

/** Every attribute that can be recorded; whatever is not here never reaches the spool. */
export const CATALOG: ReadonlyMap<string, AttributeDefinition> = new Map<string, AttributeDefinition>([
  ['service.name', { ...name('host'), on: RESOURCE, purpose: 'Which program ran.' }],
  ['service.version', { ...VERSION, on: RESOURCE, purpose: 'Which of its versions ran.' }],
  [
    'telemetry.sdk.language',
    { ...oneOf(['nodejs']), on: RESOURCE, purpose: 'What made the data: the language.' },
  ],
  ['telemetry.sdk.name', { ...oneOf(['opentelemetry']), on: RESOURCE, purpose: 'What made the data.' }],
  ['telemetry.sdk.version', { ...VERSION, on: RESOURCE, purpose: 'What made the data: its version.' }],
  [
    'telemetry.distro.name',
    { ...oneOf(['commandspan']), on: RESOURCE, purpose: 'What made the data: the library.' },
  ],
  [
    'telemetry.distro.version',
    { ...VERSION, on: RESOURCE, purpose: 'What made the data: the library’s version.' },
  ],
  ['os.type', { ...oneOf(OS_TYPES), on: RESOURCE, purpose: 'Which systems need support.' }],
  [
    'os.version',
    { ...VERSION, on: RESOURCE, purpose: 'Which system versions need support: major and minor only.' },
  ],
  ['host.arch', { ...oneOf(HOST_ARCHS), on: RESOURCE, purpose: 'Which processors need builds.' }],
  [
    'process.runtime.name',
    { ...oneOf(RUNTIME_NAMES), on: RESOURCE, purpose: 'Which runtimes need support.' },
  ],
  ['process.runtime.version', { ...VERSION, on: RESOURCE, purpose: 'Which runtime versions need support.' }],
  [
    'process.interactive',
    { type: 'boolean', on: RESOURCE, purpose: 'Whether a person or a script ran the command.' },
  ],
  [
    'app.installation.id',
    {
      type: 'uuid',
      on: RESOURCE,
      purpose: 'Tells one user’s ten runs from ten users’ runs; random, renewable.',
    },
  ],
  [
    'cli.environment',
    { ...oneOf(ENVIRONMENT_KINDS), on: RESOURCE, purpose: 'What kind of place it ran in.' },
  ],
  ['cli.ci', { ...oneOf(CI_VENDORS), on: RESOURCE, purpose: 'Which CI services it must work on.' }],
  ['cli.agent', { ...oneOf(AGENTS), on: RESOURCE, purpose: 'Which AI agents run it.' }],
  ['cli.ide', { ...oneOf(IDES), on: RESOURCE, purpose: 'Which editors it runs inside.' }],
  [
    'cli.package_manager',
    { ...oneOf(PACKAGE_MANAGERS), on: RESOURCE, purpose: 'Which package managers start it.' },
  ],
  ['cli.cpus', { type: 'integer', min: 1, max: 1024, on: RESOURCE, purpose: 'How much it can do at once.' }],
  ['cli.command', { ...name('command'), on: SPAN, purpose: 'Which commands are used.' }],
  [
    'cli.flags',
    { type: 'names', kind: 'flag', on: SPAN, purpose: 'Which declared flags are used; never their values.' },
  ],
  [
    'cli.outcome',
    { ...oneOf(OUTCOMES), on: SPAN_AND_STEP, purpose: 'Whether it worked, failed, was stopped or crashed.' },
  ],
  ['cli.signal', { ...oneOf(CANCEL_SIGNALS), on: SPAN, purpose: 'How it was stopped.' }],
  [
    'cli.failure.dependency',
    { ...oneOf(DEPENDENCIES), on: SPAN, purpose: 'Which service it needed and could not reach.' },
  ],
  ['process.executable.name', { ...name('host'), on: SPAN, purpose: 'Which program ran.' }],
  [
    'process.exit.code',
    { type: 'integer', min: -2147483648, max: 4294967295, on: SPAN, purpose: 'How it ended.' },
  ],
  [
    'error.type',
    {
      ...name('error'),
      on: SPAN_AND_STEP,
      purpose: 'Which kind of error ended it: a known name, never a message.',
    },
  ],
]);
