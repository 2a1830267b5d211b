import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { attribute } from '../../../src/catalog/attribute.ts';
import type { Manifest } from '../../../src/dictionary/manifest.ts';
import { runDictionary, type DictionaryCommand } from '../../../src/dictionary/run.ts';
import { useFolder } from '../support/folder.ts';
import { describeAcme } from './support.ts';

const ATTRIBUTES = {
  'acme.template': attribute.oneOf(['python', 'node'], 'Which templates are worth keeping.'),
  'acme.files': attribute.bucket([0, 10], 'How large projects are.'),
};
const NOW: Manifest = describeAcme({ attributes: ATTRIBUTES });

const CHANGES: readonly (readonly [what: string, manifest: Manifest, line: RegExp])[] = [
  [
    'an attribute was added',
    describeAcme({
      attributes: { ...ATTRIBUTES, 'acme.cached': attribute.boolean('Whether the cache helps.') },
    }),
    /acme\.cached/,
  ],
  [
    'an attribute was removed',
    describeAcme({ attributes: { 'acme.template': ATTRIBUTES['acme.template'] } }),
    /acme\.files/,
  ],
  [
    'a value was removed',
    describeAcme({
      attributes: {
        ...ATTRIBUTES,
        'acme.template': attribute.oneOf(['python'], 'Which templates are worth keeping.'),
      },
    }),
    /python/,
  ],
  [
    'a bound was changed',
    describeAcme({
      attributes: { ...ATTRIBUTES, 'acme.files': attribute.bucket([0, 11], 'How large projects are.') },
    }),
    /11/,
  ],
  [
    'a purpose was changed',
    describeAcme({ attributes: { ...ATTRIBUTES, 'acme.files': attribute.bucket([0, 10], 'Why not.') } }),
    /Why not/,
  ],
];

const PAGE_CHANGES: typeof CHANGES = [
  ...CHANGES,
  ['a command was added', describeAcme({ attributes: ATTRIBUTES, commands: ['zip'] }), /zip/],
  ['silence became a no', describeAcme({ attributes: ATTRIBUTES, consent: 'opt-in' }), /Only after a yes/],
  [
    'the endpoint moved',
    describeAcme({ attributes: ATTRIBUTES, endpoint: 'https://b.example' }),
    /b\.example/,
  ],
];

describe('commandspan page, registry and redaction', () => {
  const folder = useFolder();

  interface Outcome {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
  }

  async function run(
    what: DictionaryCommand['what'],
    manifest: Manifest | string,
    more: Partial<DictionaryCommand> = {},
  ): Promise<Outcome> {
    const output = { stdout: '', stderr: '' };
    const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    const exitCode = await runDictionary(
      { what, target: folder.at('target'), manifest: undefined, isCheck: false, ...more },
      {
        stdin: Readable.from([text.slice(0, 100), text.slice(100)]),
        stdout: { write: (part) => (output.stdout += part) },
        stderr: { write: (part) => (output.stderr += part) },
      },
    );
    return { exitCode, ...output };
  }

  const check = (what: DictionaryCommand['what'], manifest: Manifest | string): Promise<Outcome> =>
    run(what, manifest, { isCheck: true });
  const read = (name = 'target'): string => readFileSync(folder.at(name), 'utf8');

  /** The number that a message names, and the line of that number. */
  function namedLine({ stderr }: Outcome, file = 'target'): string {
    const [, number = ''] = new RegExp(`${file}:(\\d+): out of date`).exec(stderr) ?? [];
    expect(number, stderr).not.to.equal('');
    return read(file).split('\n')[Number(number) - 1] ?? '';
  }

  describe('page', () => {
    it('makes a page, finds it current, and leaves it alone', async () => {
      const made = await run('page', NOW);
      expect(made).to.include({ exitCode: 0, stderr: '' });
      expect(made.stdout).to.match(/target is made\n.*target:3: still to be filled in\n/);
      const page = read();
      expect(await check('page', NOW)).to.include({ exitCode: 0, stderr: '' });
      expect(await run('page', NOW)).to.include({ exitCode: 0, stderr: '' });
      expect(read()).to.equal(page);
    });

    for (const [what, manifest, line] of PAGE_CHANGES) {
      it(`is out of date when ${what}, in a line that is named`, async () => {
        await run('page', NOW);
        const before = read();
        const outcome = await check('page', manifest);
        expect(outcome).to.include({ exitCode: 1, stdout: '' });
        expect(`${namedLine(outcome)}\n${outcome.stderr}`).to.match(line);
        expect(outcome.stderr).to.match(
          /To bring it up to date: acme telemetry manifest --json \| npx commandspan page /,
        );
        expect(read()).to.equal(before);
        expect(await run('page', manifest)).to.include({ exitCode: 0 });
        expect(await check('page', manifest)).to.include({ exitCode: 0 });
      });
    }

    it('is current again when a change is taken back', async () => {
      await run('page', NOW);
      const before = read();
      await run('page', describeAcme());
      expect(read()).not.to.equal(before);
      await run('page', NOW);
      expect(read()).to.equal(before);
    });

    it('keeps the vendor’s own words and line ends', async () => {
      await run('page', NOW);
      const own = read().replace('**TODO: what you use it for.**', 'Our own words.').replaceAll('\n', '\r\n');
      writeFileSync(folder.at('target'), own);
      expect(await check('page', NOW)).to.include({ exitCode: 0 });
      await run('page', describeAcme());
      await run('page', NOW);
      expect(read()).to.equal(own);
    });

    it('is out of date when somebody wrote into the generated part, and not when beside it', async () => {
      await run('page', NOW);
      const page = read();
      writeFileSync(folder.at('target'), `${page}\nMore of ours.\n`);
      expect(await check('page', NOW)).to.include({ exitCode: 0 });
      writeFileSync(folder.at('target'), page.replace('## Where it goes', '## Where it stays'));
      const outcome = await check('page', NOW);
      expect(outcome.exitCode).to.equal(1);
      expect(namedLine(outcome)).to.equal('## Where it stays');
      expect(outcome.stderr).to.include('expected: ## Where it goes');
    });

    it('is out of date when its last lines are missing', async () => {
      await run('page', NOW);
      writeFileSync(folder.at('target'), read().replace(/\n<!-- prettier-ignore-end -->\n/, '\n'));
      const outcome = await check('page', NOW);
      expect(outcome).to.include({ exitCode: 1 });
      expect(outcome.stderr).to.include('expected: <!-- prettier-ignore-end -->');
    });

    it('fails the check when there is no page, and makes none', async () => {
      expect(await check('page', NOW)).to.include({ exitCode: 1, stdout: '' });
      expect(existsSync(folder.at('target'))).to.equal(false);
    });

    for (const [what, text, message] of [
      ['no markers', '# Telemetry\n', 'the line <!-- commandspan: begin --> is missing'],
      ['no end', '<!-- commandspan: begin -->\n', 'the line <!-- commandspan: end --> is missing'],
      [
        'markers the wrong way round',
        '<!-- commandspan: end -->\n<!-- commandspan: begin -->\n',
        '<!-- commandspan: end --> stands before <!-- commandspan: begin -->',
      ],
      [
        'a marker twice',
        '<!-- commandspan: begin -->\n<!-- commandspan: begin -->\n<!-- commandspan: end -->\n',
        'the line <!-- commandspan: begin --> stands there more than once',
      ],
    ] as const) {
      it(`fails, check or not, and touches nothing where there are ${what}`, async () => {
        folder.write('target', text);
        for (const isCheck of [true, false]) {
          const outcome = await run('page', NOW, { isCheck });
          expect(outcome).to.include({ exitCode: 1, stdout: '' });
          expect(outcome.stderr).to.equal(`commandspan: ${folder.at('target')}: ${message}\n`);
        }
        expect(read()).to.equal(text);
      });
    }

    it('takes no marker in a purpose for its own', async () => {
      const purpose = 'Ends\n<!-- commandspan: end -->\nearly.';
      const tricky = describeAcme({ attributes: { 'acme.a': attribute.boolean(purpose) } });
      await run('page', tricky);
      expect(await check('page', tricky)).to.include({ exitCode: 0 });
    });
  });

  describe('registry', () => {
    it('makes a folder with two files, and finds them current', async () => {
      expect(await run('registry', NOW)).to.include({ exitCode: 0, stderr: '' });
      expect(read('target/manifest.yaml')).to.match(
        /^schema_url: "https:\/\/telemetry\.acme\.example\/schemas/m,
      );
      expect(await check('registry', NOW)).to.include({ exitCode: 0, stderr: '' });
    });

    for (const [what, manifest, line] of CHANGES) {
      it(`is out of date when ${what}`, async () => {
        await run('registry', NOW);
        const outcome = await check('registry', manifest);
        expect(outcome.exitCode).to.equal(1);
        expect(`${namedLine(outcome, 'target/telemetry.yaml')}\n${outcome.stderr}`).to.match(
          what.includes('value') ? /node|stability/ : line,
        );
        await run('registry', manifest);
        expect(await check('registry', manifest)).to.include({ exitCode: 0 });
      });
    }

    it('leaves the registry’s own manifest to the vendor', async () => {
      await run('registry', NOW);
      writeFileSync(folder.at('target/manifest.yaml'), 'name: ours\n');
      expect(await check('registry', NOW)).to.include({ exitCode: 0 });
      await run('registry', describeAcme());
      expect(read('target/manifest.yaml')).to.equal('name: ours\n');
    });

    it('fails the check when there is no folder, and makes none', async () => {
      expect(await check('registry', NOW)).to.include({ exitCode: 1, stdout: '' });
      expect(existsSync(folder.at('target'))).to.equal(false);
    });
  });

  describe('redaction', () => {
    it('prints without a file, and says the same in one', async () => {
      const printed = await run('redaction', NOW, { target: undefined });
      expect(printed).to.include({ exitCode: 0, stderr: '' });
      await run('redaction', NOW);
      expect(read()).to.equal(printed.stdout);
      expect(await check('redaction', NOW)).to.include({ exitCode: 0 });
    });

    for (const [what, manifest] of CHANGES) {
      const isNews = what.startsWith('an attribute');
      it(`is ${isNews ? 'out of date' : 'still current'} when ${what}`, async () => {
        await run('redaction', NOW);
        expect((await check('redaction', manifest)).exitCode).to.equal(isNews ? 1 : 0);
      });
    }
  });

  it('reads the manifest from a file', async () => {
    const manifest = folder.write('acme.json', JSON.stringify(NOW));
    expect(await run('page', '', { manifest })).to.include({ exitCode: 0 });
    expect(await check('page', NOW)).to.include({ exitCode: 0 });
  });

  for (const [what, text, message] of [
    ['nothing', '', /^commandspan: there is no manifest, which `telemetry manifest --json` prints\n$/],
    ['a help text', 'Usage: acme', /^commandspan: the manifest is not JSON/],
    ['another JSON', '{"name":"acme"}', /^commandspan: manifest: expected 1, found nothing\n$/],
  ] as const) {
    it(`writes nothing and fails when it is given ${what}`, async () => {
      const outcome = await run('page', text);
      expect(outcome).to.include({ exitCode: 1, stdout: '' });
      expect(outcome.stderr).to.match(message);
      expect(existsSync(folder.at('target'))).to.equal(false);
    });
  }

  it('says that it wants a manifest rather than waiting at a terminal', async () => {
    let stderr = '';
    const exitCode = await runDictionary(
      { what: 'page', target: folder.at('target'), manifest: undefined, isCheck: false },
      {
        stdin: Object.assign(Readable.from([]), { isTTY: true }),
        stdout: { write: () => true },
        stderr: { write: (part) => (stderr += part) },
      },
    );
    expect({ exitCode, stderr }).to.deep.include({ exitCode: 1 });
    expect(stderr).to.match(/expected a manifest on stdin/);
  });

  it('says which file it cannot write', async () => {
    mkdirSync(folder.at('target'));
    const outcome = await run('page', NOW);
    expect(outcome).to.include({ exitCode: 1, stdout: '' });
    expect(outcome.stderr).to.match(/^commandspan: EISDIR/);
  });
});
