/**
 * Checked by the compiler only, never run: what must not compile is marked, and a mark without an error is an error.
 */
import { attribute, registerTelemetry, type Telemetry } from '../../src/index.ts';
import { instrumentCommander } from '../../src/commander.ts';
import { gitRemote, packageName } from '../../src/project.ts';
import { Command } from 'commander';

const telemetry = registerTelemetry({
  name: 'acme',
  version: '1.0.0',
  endpoint: 'https://telemetry.acme.example',
  attributes: {
    'acme.template': attribute.oneOf(['python', 'node'], 'Which templates are worth keeping.'),
    'acme.cached': attribute.boolean('Whether the cache helps.'),
    'acme.files': attribute.bucket([0, 10, 100], 'How large projects are.'),
    'acme.retries': attribute.count(10, 'How reliable uploads are.', { on: 'step' }),
    'acme.project': attribute.hash('Tells ten runs in one project from runs in ten projects.'),
    'acme.runtime': attribute.version('Which runtimes functions are written for.'),
    'acme.last': attribute.name('command', 'What people do next.'),
  },
});

telemetry.set('acme.template', 'python');
telemetry.set('acme.template', () => 'node');
telemetry.set('acme.template', undefined);
telemetry.set('acme.cached', true);
telemetry.set('acme.files', 17);
telemetry.set('acme.retries', () => undefined);
telemetry.set('acme.project', () => 'git.example/ada/engine');
telemetry.set('acme.project', gitRemote);
telemetry.set('acme.project', packageName);
telemetry.set('acme.runtime', '3.12.1');

// @ts-expect-error -- no such template
telemetry.set('acme.template', 'pyhton');
// @ts-expect-error -- no such template, from a function
telemetry.set('acme.template', () => 'pyhton');
// @ts-expect-error -- no such attribute
telemetry.set('acme.tempalte', 'python');
// @ts-expect-error -- not a boolean
telemetry.set('acme.cached', 'yes');
// @ts-expect-error -- not a number
telemetry.set('acme.files', '17');
// @ts-expect-error -- a hash is made from text
telemetry.set('acme.project', 17);
// @ts-expect-error -- a promise is no value
telemetry.set('acme.template', async () => 'node');
// @ts-expect-error -- null is no value
telemetry.set('acme.cached', null);
// @ts-expect-error -- a list is no value
telemetry.set('acme.template', ['node']);
// @ts-expect-error -- only a function without arguments gives a value
telemetry.set('acme.files', (directory: string) => directory.length);
// @ts-expect-error -- a value is required
telemetry.set('acme.cached');
// @ts-expect-error -- the host's own name is no kind of names that it declares
attribute.name('host', 'why');
// @ts-expect-error -- words are text
attribute.oneOf([1, 2], 'why');
// @ts-expect-error -- bounds are numbers
attribute.bucket(['0', '10'], 'why');
// @ts-expect-error -- misspelt
attribute.boolean('why', { place: 'step' });
// @ts-expect-error -- what was made cannot be changed
attribute.boolean('why').purpose = 'another';
// @ts-expect-error -- a purpose is required
attribute.boolean();
// @ts-expect-error -- a purpose is required
attribute.oneOf(['python', 'node']);
// @ts-expect-error -- there is no such place
attribute.boolean('why', { on: 'event' });

const plain = registerTelemetry({
  name: 'acme',
  version: '1.0.0',
  endpoint: 'https://telemetry.acme.example',
});
// @ts-expect-error -- a host without attributes has none to set
plain.set('acme.template', 'python');

registerTelemetry({
  name: 'acme',
  version: '1.0.0',
  endpoint: 'https://telemetry.acme.example',
  // @ts-expect-error -- free text is no attribute
  attributes: { 'acme.note': { type: 'text', purpose: 'anything' } },
});

// Whatever attributes a host has, adapters and functions of the host's own take its telemetry.
instrumentCommander(new Command(), telemetry);
export function takesAny(any: Telemetry): boolean {
  return any.isRecording;
}
takesAny(telemetry);
takesAny(plain);
