import { formatManifest } from './format-manifest.ts';
import type { Manifest } from './manifest.ts';
import { blocks } from './markdown.ts';
import { asGenerated, BEGIN, END } from './generated-part.ts';

/** What stands between the markers of a page. */
export function generatedPart(manifest: Manifest): string {
  return asGenerated(formatManifest(manifest), 'commandspan page');
}

/** How a page marks what only the vendor knows. */
const TO_DO = 'TODO';

/**
 * A whole page that a vendor can publish. Only what nobody but the vendor knows is left to be filled in, outside the
 * generated part, in bold type behind `TODO`.
 */
export function newPage(manifest: Manifest): string {
  const { name, identity } = manifest;
  const erase =
    identity === 'none' ? 'questions' : 'questions, and for requests to erase what was sent under an id';
  return `${blocks(
    `# Telemetry in ${name}`,
    `${name} can record how it is used. ${toDo('what you use it for')} This page says what is recorded and what never is, ` +
      'how you can see it, and how you turn it off.',
    `${BEGIN}\n${generatedPart(manifest)}\n${END}`,
    '## Who gets it',
    toDo('the company that receives the data, and everybody who processes it on its behalf'),
    '## How long it is kept',
    toDo('how long; and that the IP addresses of the requests are not stored'),
    '## Contact',
    toDo(`an address for ${erase}`),
  )}\n`;
}

/** Lines of a page in which something is still to be filled in, the first being 1. */
export function openLines(page: string): number[] {
  return page.split('\n').flatMap((line, index) => (line.includes(`**${TO_DO}: `) ? [index + 1] : []));
}

function toDo(what: string): string {
  return `**${TO_DO}: ${what}.**`;
}
