import * as fc from 'fast-check';
import type { ConsentHost, ProjectSetting } from '../../../src/consent/consent-host.ts';
import type { SourceName } from '../../../src/consent/reading.ts';

/** Everything that can say something about consent, as a user or a vendor sees it. */
export interface Situation {
  readonly host: Pick<ConsentHost, 'mode' | 'ci' | 'notice' | 'distribution' | 'variables'>;
  readonly env: NodeJS.ProcessEnv;
  readonly escalated: boolean;
  readonly project: ProjectSetting;
  readonly files: Readonly<Record<string, string | undefined>>;
}

/** What is decided, and which source is named for it. */
export interface Expected {
  readonly granted: boolean;
  readonly by: SourceName | undefined;
}

const POLICY = 'etc/acme/telemetry.json';
const NO = 'config/acme/telemetry-disabled';
const YES = 'state/acme/telemetry/enabled.json';
const MARKER = 'state/acme/telemetry/notice.json';

/** Values that matter, and any other text. Mostly absent: with many sources nearly everything would be a no. */
function rarely<T>(...values: readonly T[]): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.constantFrom(...values) },
  );
}

const variables = fc.record({
  DO_NOT_TRACK: rarely('1', '0', 'false', '', 'yes', 'garbage'),
  ACME_TELEMETRY_DISABLED: rarely('1', 'off', 'true', 'no'),
  ACME_TELEMETRY: rarely('1', 'on', 'TRUE', '0', '', 'inspect', 'garbage'),
  OLD_TELEMETRY: rarely('1', '0', ''),
  OLD_TELEMETRY_OFF: rarely('1', '0', ''),
  OTEL_SDK_DISABLED: rarely('true', 'True', '1', 'false'),
  ACME_TELEMETRY_ENDPOINT: rarely(
    'https://otel.example',
    'http://localhost:4318',
    'http://otel.example',
    'x',
    '',
  ),
  CI: rarely('true', '1', 'false'),
  GITHUB_ACTIONS: rarely('true'),
  SOURCE_DATE_EPOCH: rarely('0', '1700000000'),
  NIX_BUILD_TOP: rarely('/build'),
});

const files = fc.record({
  [POLICY]: rarely('{"enabled":true}', '{"enabled":false}', '{}', 'corrupt'),
  [NO]: rarely('', '{"enabled":true}'),
  [YES]: rarely(
    '{"enabled":true,"noticeVersion":1}',
    '{"enabled":true,"noticeVersion":2}',
    '{"enabled":false,"noticeVersion":2}',
    'corrupt',
  ),
  [MARKER]: fc.constantFrom(undefined, '{"noticeVersion":1}', '{"noticeVersion":2}', '{"noticeVersion":"2"}'),
});

/** Any combination of all sources. */
export const situations: fc.Arbitrary<Situation> = fc.record({
  host: fc.record({
    mode: fc.constantFrom('opt-out', 'opt-in'),
    ci: fc.constantFrom('ignore', 'record'),
    notice: fc.constantFrom(
      { version: 1 },
      { version: 2 },
      { elsewhere: 'https://acme.example/t', version: 2 },
    ),
    distribution: fc.oneof(
      { weight: 9, arbitrary: fc.constant('default' as const) },
      { weight: 1, arbitrary: fc.constant('disabled' as const) },
    ),
    variables: fc.constant({ OLD_TELEMETRY: 'enables', OLD_TELEMETRY_OFF: 'disables' } as const),
  }),
  env: variables,
  escalated: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  project: rarely<ProjectSetting>(true, false, 'pending'),
  files,
});

/** The table of the design, section 3, written a second time: every row a line, in the order of the answer. */
export function expectedDecision(situation: Situation): Expected {
  const no = firstOf(saysNo(situation));
  if (no !== undefined) return { granted: false, by: no };
  const yes = firstOf(saysYes(situation));
  return yes === undefined ? expectedDefault(situation) : { granted: true, by: yes };
}

type Row = readonly [holds: boolean, source: SourceName];

const firstOf = (rows: readonly Row[]): SourceName | undefined => rows.find(([holds]) => holds)?.[1];

const TOOK_BACK: ReadonlySet<string | undefined> = new Set([undefined, '0', 'false', 'no', 'off', '']);
const ENDPOINTS: ReadonlySet<string | undefined> = new Set([
  undefined,
  '',
  'https://otel.example',
  'http://localhost:4318',
]);
const GOOD_YES = [1, 2, 3].map((version) => `{"enabled":true,"noticeVersion":${version}}`);

const isYesWord = (value: string | undefined): boolean => /^(1|true|yes|on)$/i.test(value ?? '');
const isSetToNo = (value: string | undefined): boolean => value !== undefined && !isYesWord(value);

function saysNo({ host, env, escalated, project, files: found }: Situation): readonly Row[] {
  return [
    [host.distribution === 'disabled', 'distribution'],
    [!TOOK_BACK.has(env['DO_NOT_TRACK']), 'do-not-track'],
    [!TOOK_BACK.has(env['ACME_TELEMETRY_DISABLED']), 'variable-disabled'],
    [isSetToNo(env['ACME_TELEMETRY']), 'variable'],
    [isSetToNo(env['OLD_TELEMETRY']), 'extra-variable'],
    [!TOOK_BACK.has(env['OLD_TELEMETRY_OFF']), 'extra-variable'],
    [/^true$/i.test(env['OTEL_SDK_DISABLED'] ?? ''), 'otel-sdk-disabled'],
    [!ENDPOINTS.has(env['ACME_TELEMETRY_ENDPOINT']), 'endpoint-variable'],
    [escalated, 'account'],
    [![undefined, '{"enabled":true}'].includes(found[POLICY]), 'policy'],
    [project === false || project === 'pending', 'project'],
    [found[NO] !== undefined, 'user-no'],
    [![undefined, ...GOOD_YES].includes(found[YES]), 'user-yes'],
  ];
}

function saysYes({ host, env, files: found }: Situation): readonly Row[] {
  const current = GOOD_YES.slice(host.notice.version - 1);
  return [
    [isYesWord(env['ACME_TELEMETRY']), 'variable'],
    [isYesWord(env['OLD_TELEMETRY']), 'extra-variable'],
    [current.includes(found[YES] ?? ''), 'user-yes'],
  ];
}

function expectedDefault(situation: Situation): Expected {
  const { mode, notice } = situation.host;
  const by = firstOf([
    [mode === 'opt-in', 'mode'],
    [isUnrecordedCi(situation), 'ci'],
    [['SOURCE_DATE_EPOCH', 'NIX_BUILD_TOP'].some((name) => situation.env[name] !== undefined), 'sandbox'],
    ['elsewhere' in notice, 'documented-notice'],
    [true, 'notice'],
  ]);
  return { granted: by === 'documented-notice' || (by === 'notice' && wasShown(situation)), by };
}

function isUnrecordedCi({ host, env }: Situation): boolean {
  const isVendors = env['GITHUB_ACTIONS'] === 'true';
  const isCi = env['CI'] !== 'false' && (env['CI'] !== undefined || isVendors);
  return isCi && !(host.ci === 'record' && isVendors);
}

function wasShown({ host, files: found }: Situation): boolean {
  const shown = /^\{"noticeVersion":(\d)\}$/.exec(found[MARKER] ?? '')?.[1];
  return Number(shown ?? 0) >= host.notice.version;
}
