/**
 * Registers telemetry in a command-line tool.
 *
 * @module
 */
export { registerTelemetry } from './host/register.ts';
export { readConsent } from './host/read-consent.ts';
export { runSender } from './host/run-sender.ts';
export { ConsentSampler } from './consent/sampler.ts';
export type { SamplingDecision } from './consent/sampler.ts';
export { attribute } from './catalog/attribute.ts';
export type { AttributeInput, AttributeValue, Registered, Telemetry } from './host/telemetry.ts';
export type {
  ConsentOptions,
  NoticeElsewhere,
  NoticeOption,
  ShownNotice,
  TelemetryOptions,
} from './host/telemetry-options.ts';
export type { ConsentMode, VariableMeaning } from './consent/consent-host.ts';
export type { ConsentAnswer } from './host/read-consent.ts';
export type { AttributeDetails } from './catalog/attribute.ts';
export type {
  BooleanType,
  BucketType,
  HashType,
  IntegerType,
  NameKind,
  NameType,
  OneOfType,
  VersionType,
} from './catalog/attribute-type.ts';
export type { AttributeExample, AttributePlace, Described } from './catalog/definition.ts';
export type {
  BooleanAttribute,
  BucketAttribute,
  DeclarableKind,
  DeclaredName,
  HashAttribute,
  HostAttribute,
  HostAttributes,
  IntegerAttribute,
  NameAttribute,
  NoAttributes,
  OneOfAttribute,
  VersionAttribute,
} from './catalog/host-attribute.ts';
export type { Reading, Says, SourceName } from './consent/reading.ts';
export type { Directories } from './disk/paths.ts';
export type { IdentityPolicy } from './identity/install-id.ts';
