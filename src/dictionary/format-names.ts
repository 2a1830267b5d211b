import type { ErrorType, Manifest } from './manifest.ts';
import { blocks, bullets, codes, code, table } from './markdown.ts';

/** Writes the names that may be recorded as Markdown: commands, flags, steps and errors, and what stands for the rest. */
export function formatNames({ name, names, placeholders, errorTypes }: Manifest): string {
  const declared = names.errors.length === 0 ? [] : [[`errors of ${name}`, codes(names.errors)]];
  return blocks(
    '### Names',
    bullets(
      `Commands: ${codes(names.commands) || 'none'}`,
      `Flags, never their values: ${codes(names.flags) || 'none'}`,
      `Steps: ${codes(names.steps) || 'none'}`,
      ...placeholders.map((placeholder) => `${code(placeholder.name)}: ${placeholder.meaning}`),
    ),
    '### Errors',
    table([code('error.type'), 'values'], [...declared, ...errorTypes.map(formatErrorType)]),
  );
}

function formatErrorType({ kind, complete, values }: ErrorType): string[] {
  return [KINDS[kind], complete ? codes(values) : `such as ${codes(values)}`];
}

const KINDS: Readonly<Record<ErrorType['kind'], string>> = {
  'node-code': 'codes of Node',
  'system-code': 'codes of the operating system, of the resolver, of TLS',
  class: 'classes of JavaScript and Node',
  usage: 'a command line that could not be understood',
  signal: 'the signal that ended the command',
  other: 'everything else',
};
