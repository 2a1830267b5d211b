import { formatAttributes } from './format-attributes.ts';
import { formatChoices } from './format-choices.ts';
import { formatNames } from './format-names.ts';
import type { Manifest } from './manifest.ts';
import { blocks, bullets, code, codes } from './markdown.ts';

/** Writes a manifest as Markdown for users: what is recorded and what never is, what they can do, and every attribute. */
export function formatManifest(manifest: Manifest): string {
  return blocks(
    '## What is recorded',
    formatSummary(manifest),
    '## What is never recorded',
    formatNever(manifest),
    formatChoices(manifest),
    '## Data dictionary',
    'Every attribute that can be recorded. What is not in these tables, or is not of its type, is dropped before ' +
      'anything is written.',
    formatAttributes(manifest.attributes),
    '### Besides attributes',
    formatSpanFields(manifest),
    formatNames(manifest),
  );
}

function formatSummary({ name, span, identity, attributes }: Manifest): string {
  const own = attributes.filter(({ origin }) => origin === 'host').map(({ key }) => key);
  const added = own.length === 0 ? '' : ` ${name} adds ${codes(own)}.`;
  return (
    `Each command makes one span ([OpenTelemetry](https://opentelemetry.io)), called ${code(span.name)}: which command ` +
    'ran and with which declared flags, when it began and ended, whether it worked, and which kind of error ended it. ' +
    'Named steps inside a command make spans of the same kind below it. ' +
    `With them stand the versions of ${name}, of the runtime and of the operating system, and the kind of place it ran ` +
    `in (a terminal, CI, an editor)${identity === 'none' ? '' : ', and a random installation id'}.${added} ` +
    'The [data dictionary](#data-dictionary) lists all of it, with what each is for.'
  );
}

function formatNever({ attributes }: Manifest): string {
  const types = new Set(attributes.map(({ type }) => type));
  const kinds = [
    'one of a list, a number, a version, a declared name',
    types.has('uuid') ? ', a random id' : '',
    types.has('hash') ? ', a hash whose key never leaves the machine' : '',
  ].join('');
  return (
    'Arguments, values of flags, mistyped commands, environment variables, paths, contents of files, logs, output, ' +
    'messages and stacks of errors, names of users, hosts and projects. ' +
    `There is no attribute that could hold them: every value is ${kinds}.`
  );
}

/** What OTLP's spans have besides attributes. */
function formatSpanFields({ span }: Manifest): string {
  return bullets(
    `Name: ${code(span.name)}, or the name of the step; kind: ${code(span.kind.toUpperCase())}.`,
    'Start and end. Of a command, those of its process.',
    'Ids of the trace, the span and the span above it: random, new for each command.',
    'Status: an error if the exit code is not 0, otherwise unset. Never a description.',
    'How many attributes, events and links were dropped. Events, links and trace state themselves are never recorded.',
    `What made it (the scope): ${code('commandspan')} and its version.`,
  );
}
