import type { Manifest } from './manifest.ts';
import { blocks, bullets, code, codes, link } from './markdown.ts';
import { formatTurningOff } from './format-turning-off.ts';

/** Writes what users can know and do as Markdown, for the settings that this host has. */
export function formatChoices(manifest: Manifest): string {
  return blocks(
    '## When it is recorded',
    bullets(...formatWhen(manifest)),
    '## How to turn it off',
    formatTurningOff(manifest),
    '## How to see it',
    bullets(...formatSeeing(manifest)),
    '## Where it goes',
    formatWhere(manifest),
    '## The installation id',
    formatIdentity(manifest),
  );
}

function formatWhen(manifest: Manifest): string[] {
  const { name, consent } = manifest;
  if (consent.distribution === 'disabled') {
    return [
      `Never: this distribution of ${name} has it turned off for everybody, and no setting turns it on.`,
    ];
  }
  return [
    ...(consent.mode === 'opt-in' ? formatOptIn(manifest) : formatOptOut(manifest)),
    'A single no wins over every yes, whoever says it. What cannot be read counts as a no.',
    `Never with the rights of another account (${codes(['sudo', 'doas'])}).`,
  ];
}

function formatOptIn(manifest: Manifest): string[] {
  return [`Only after a yes: ${formatYes(manifest)}. Silence is a no.`];
}

function formatOptOut(manifest: Manifest): string[] {
  const { notice, ci } = manifest.consent;
  const told =
    notice.kind === 'elsewhere'
      ? `By default, unless somebody says no. Users are told at ${link(notice.url)}.`
      : 'By default, once you were told: the first command on a terminal shows a notice and is not recorded, and where ' +
        'nobody was told, nothing is.';
  const inCi =
    ci === 'record'
      ? 'In CI too, where a variable of the CI service itself shows that it is one. Inside package builds only'
      : 'In CI, and inside package builds, only';
  return [told, `${inCi} after a yes: ${formatYes(manifest)}.`];
}

function formatYes({ prefix, verbs }: Manifest): string {
  return `${code(`${verbs} enable`)} for your account, or ${code(`${prefix}_TELEMETRY=1`)} for one command`;
}

function formatSeeing({ name, prefix, verbs, ownSdk }: Manifest): string[] {
  const payloads = [
    `${code(`${prefix}_TELEMETRY=inspect ${name} …`)} prints what would be sent of this one command, and neither keeps ` +
      'nor sends anything; after a no too.',
    `${code(`${verbs} inspect`)} prints what waits to be sent, byte for byte.`,
    `${code(`${verbs} log`)} prints what was sent lately, byte for byte, when, and what came of it.`,
  ];
  return [
    ...(ownSdk === 'alone' ? [] : payloads),
    `${code(`${verbs} status`)} says whether commands are recorded, and who decided.`,
    `${code(`${verbs} manifest`)} prints what can be recorded, as the version that you have does it.`,
  ];
}

const OWN_SDK = 'an OpenTelemetry SDK of the program’s own';

function formatWhere({ endpoint, prefix, ownSdk }: Manifest): string {
  if (ownSdk === 'alone') {
    return `${endpoint === '' ? 'To the collector that is named there' : `To ${code(endpoint)}`}, through ${OWN_SDK}, while the command runs.`;
  }
  const besides =
    ownSdk === 'besides' ? ` It is also sent through ${OWN_SDK}, to a collector that is named there.` : '';
  return (
    `To ${code(endpoint)}, from a process of its own after the command has ended. What cannot be sent waits on your ` +
    `machine, within bounds. With ${code(`${prefix}_TELEMETRY_ENDPOINT=http://127.0.0.1:4318`)} the spans of one command ` +
    `go to a collector of your own instead, without an installation id.${besides}`
  );
}

function formatIdentity({ identity, verbs }: Manifest): string {
  if (identity === 'none') {
    return (
      'There is none: nothing tells which commands come from the same installation. So nobody can tell, either, which ' +
      'of them were yours, to erase them.'
    );
  }
  const life =
    identity === 'rotating'
      ? 'After 90 days another takes its place, and nothing that is sent shows that the two belong together.'
      : `It stays until ${code(`${verbs} reset`)} or ${code(`${verbs} disable`)}.`;
  return blocks(
    `A random UUID (${code('app.installation.id')}), made when the first command is recorded, from nothing that is known ` +
      `of you or the machine. ${life} There is none in CI and in containers. It tells ten commands of one installation ` +
      'from ten installations; it is pseudonymous, not anonymous.',
    `To have what was sent under it erased, send us the id: ${code(`${verbs} reset`)} prints it, forgets it, and deletes ` +
      'what waits to be sent.',
  );
}
