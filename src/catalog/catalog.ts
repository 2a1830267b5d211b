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
import type { AttributeEntry } from './definition.ts';

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

/** Every attribute that can be recorded, and what it is for in `MEANINGS`; whatever is not here never reaches the spool. */
export const CATALOG: ReadonlyMap<string, AttributeEntry> = new Map<string, AttributeEntry>([
  ['service.name', { ...name('host'), on: RESOURCE }],
  ['service.version', { ...VERSION, on: RESOURCE }],
  ['telemetry.sdk.language', { ...oneOf(['nodejs']), on: RESOURCE }],
  ['telemetry.sdk.name', { ...oneOf(['opentelemetry']), on: RESOURCE }],
  ['telemetry.sdk.version', { ...VERSION, on: RESOURCE }],
  ['telemetry.distro.name', { ...oneOf(['commandspan']), on: RESOURCE }],
  ['telemetry.distro.version', { ...VERSION, on: RESOURCE }],
  ['os.type', { ...oneOf(OS_TYPES), on: RESOURCE }],
  ['os.version', { ...SYSTEM_VERSION, on: RESOURCE }],
  ['host.arch', { ...oneOf(HOST_ARCHS), on: RESOURCE }],
  ['process.runtime.name', { ...oneOf(RUNTIME_NAMES), on: RESOURCE }],
  ['process.runtime.version', { ...VERSION, on: RESOURCE }],
  ['process.interactive', { type: 'boolean', on: RESOURCE }],
  ['app.installation.id', { type: 'uuid', on: RESOURCE }],
  ['cli.environment', { ...oneOf(ENVIRONMENT_KINDS), on: RESOURCE }],
  ['cli.ci', { ...oneOf(CI_VENDORS), on: RESOURCE }],
  ['cli.agent', { ...oneOf(AGENTS), on: RESOURCE }],
  ['cli.ide', { ...oneOf(IDES), on: RESOURCE }],
  ['cli.package_manager', { ...oneOf(PACKAGE_MANAGERS), on: RESOURCE }],
  ['cli.cpus', { ...CPUS, on: RESOURCE }],
  ['cli.command', { ...name('command'), on: SPAN }],
  ['cli.flags', { type: 'names', kind: 'flag', on: SPAN }],
  ['cli.outcome', { ...oneOf(OUTCOMES), on: SPAN_AND_STEP }],
  ['cli.signal', { ...oneOf(CANCEL_SIGNALS), on: SPAN }],
  ['cli.failure.dependency', { ...oneOf(DEPENDENCIES), on: SPAN }],
  ['process.executable.name', { ...name('host'), on: SPAN }],
  ['process.exit.code', { type: 'integer', min: -2147483648, max: 4294967295, on: SPAN }],
  ['error.type', { ...name('error'), on: SPAN_AND_STEP }],
]);
