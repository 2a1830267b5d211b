import { expect } from 'chai';
import { marked, type Token } from 'marked';
import { newPage } from '../../../src/dictionary/page.ts';
import { helpText } from '../../../src/verbs/help-text.ts';
import { acmeHost } from '../support/hosts.ts';
import { verbContext } from '../support/verbs.ts';
import { describeAcme, OWN_ATTRIBUTES, textOf } from './support.ts';

const ELSEWHERE = { elsewhere: 'https://acme.example/telemetry' };

/** What a reader sees below one heading of a page. */
function section(title: string, options: Record<string, unknown> = {}): string {
  const tokens = marked.lexer(newPage(describeAcme(options)));
  const start = tokens.findIndex((token) => token.type === 'heading' && visible(token) === title);
  expect(start, title).not.to.equal(-1);
  const rest = tokens.slice(start + 1);
  const end = rest.findIndex((token) => token.type === 'heading' && (token as { depth: number }).depth <= 2);
  return rest
    .slice(0, end === -1 ? undefined : end)
    .map(visible)
    .join('\n')
    .trim();
}

function visible(token: Token): string {
  if (token.type === 'list') return (token as { items: Token[] }).items.map(visible).join('\n');
  if (token.type !== 'table') return textOf([token]);
  const { rows } = token as { rows: { tokens: Token[] }[][] };
  return rows.map((row) => row.map(({ tokens }) => textOf(tokens)).join(' | ')).join('\n');
}

const WHEN: readonly (readonly [
  host: string,
  options: Record<string, unknown>,
  says: RegExp[],
  never: RegExp[],
])[] = [
  [
    'an opt-out host with a notice',
    {},
    [
      /^By default, once you were told: the first command on a terminal shows a notice and is not recorded/,
      /^In CI, and inside package builds, only after a yes: acme telemetry enable .* ACME_TELEMETRY=1/m,
    ],
    [/Silence is a no/, /In CI too/, /Users are told at/],
  ],
  [
    'an opt-out host that tells its users elsewhere',
    { notice: ELSEWHERE },
    [
      /^By default, unless somebody says no. Users are told at https:\/\/acme\.example\/telemetry\.$/m,
      /^In CI, and/m,
    ],
    [/shows a notice/, /In CI too/],
  ],
  [
    'a host that records in CI',
    { notice: ELSEWHERE, ci: 'record' },
    [/^In CI too, where a variable of the CI service itself/m, /Inside package builds only after a yes/],
    [/In CI, and/],
  ],
  [
    'an opt-in host',
    { consent: 'opt-in' },
    [
      /^Only after a yes: acme telemetry enable for your account, or ACME_TELEMETRY=1 for one command. Silence is a no/,
    ],
    [/By default/, /notice/, /In CI/],
  ],
  [
    'an opt-in host that would record in CI',
    { consent: 'opt-in', notice: ELSEWHERE, ci: 'record' },
    [/^Only after a yes/],
    [/By default/, /In CI/],
  ],
  [
    'a distribution that has it turned off',
    { distribution: 'disabled' },
    [/^Never: this distribution of acme has it turned off for everybody, and no setting turns it on\.$/],
    [/By default/, /In CI/, /enable/],
  ],
];

describe('a page', () => {
  for (const [host, options, says, never] of WHEN) {
    it(`says when ${host} records`, () => {
      const text = section('When it is recorded', options);
      for (const pattern of says) expect(text).to.match(pattern);
      for (const pattern of never) expect(text).not.to.match(pattern);
    });
  }

  it('names the variables that say no, those of the vendor too', () => {
    const variables = { SAM_CLI_TELEMETRY: 'enables', SST_TELEMETRY_DISABLED: 'disables' };
    const text = section('How to turn it off', { variables, prefix: 'AC' });
    expect(text).to.include(
      'With a variable: AC_TELEMETRY=0, AC_TELEMETRY_DISABLED=1, SAM_CLI_TELEMETRY=0, SST_TELEMETRY_DISABLED=1;',
    );
    expect(text).to.include('DO_NOT_TRACK=1, OTEL_SDK_DISABLED=true');
    expect(text).not.to.include('ACME_TELEMETRY');
  });

  it('turns it off by the same commands, on each system, as the help of the verbs', () => {
    const page = section('How to turn it off');
    const commands = helpText(verbContext({ host: acmeHost() }))
      .split('\n')
      .map((line) => line.split(/ {2,}/).at(-1) ?? '')
      .filter((command) => /ACME_TELEMETRY|telemetry disable/.test(command) && !command.includes('inspect'));
    expect(commands.length).to.be.greaterThan(8);
    for (const command of commands) expect(page).to.include(command);
  });

  it('says where the machine’s policy lies, on each system', () => {
    const text = section('How to turn it off');
    expect(text).to.include('{"enabled":false} to /etc/acme/telemetry.json');
    expect(text).to.include('/Library/Application Support/acme/telemetry.json');
    expect(text).to.include(String.raw`%ProgramData%\acme\telemetry.json`);
  });

  it('says how it can be seen and where it goes', () => {
    const seeing = section('How to see it');
    for (const way of [
      'ACME_TELEMETRY=inspect acme …',
      'acme telemetry inspect',
      'acme telemetry manifest',
    ]) {
      expect(seeing).to.include(way);
    }
    expect(section('Where it goes', { endpoint: 'https://otel.example/base' })).to.include(
      'To https://otel.example/base/v1/traces,',
    );
  });

  it('says how long an id lives, and how to have erased what was sent under it', () => {
    expect(section('The installation id')).to.match(/After 90 days another takes its place/);
    const stable = section('The installation id', { identity: 'stable' });
    expect(stable)
      .to.match(/It stays until acme telemetry reset or acme telemetry disable/)
      .and.not.match(/90 days/);
    expect(stable).to.match(/send us the id: acme telemetry reset prints it/);
  });

  it('promises no id, no erasure by it and no hash in a host without identity', () => {
    const page = newPage(describeAcme({ identity: 'none', attributes: OWN_ATTRIBUTES }));
    expect(section('The installation id', { identity: 'none' })).to.match(/^There is none/);
    expect(page).not.to.match(
      /app\.installation\.id|random id|a hash|under an id|acme\.project|telemetry reset/,
    );
  });

  it('speaks of hashes only where the host has some', () => {
    const withHash = { attributes: OWN_ATTRIBUTES };
    expect(section('What is never recorded', withHash)).to.match(
      /a hash whose key never leaves the machine\.$/,
    );
    expect(section('What is never recorded')).not.to.match(/hash/);
  });

  it('names what the host adds, what was declared, and what stands for the rest', () => {
    const options = { attributes: OWN_ATTRIBUTES, steps: ['pack'], errors: ['QuotaExceeded'] };
    const summary = section('What is recorded', options);
    for (const key of Object.keys(OWN_ATTRIBUTES)) expect(summary).to.include(key);
    const page = newPage(describeAcme(options));
    expect(page).to.include(
      '- Commands: `deploy`, `deploy function`\n- Flags, never their values: `force`, `help`\n',
    );
    expect(page).to.include('- Steps: `pack`\n').and.include('| errors of acme | `QuotaExceeded` |');
    for (const name of ['(root)', '(unknown)', '(other)']) expect(page).to.include(`- \`${name}\`: `);
    for (const name of [
      'ERR_INVALID_ARG_TYPE',
      'ENOENT',
      'TypeError',
      'unknown_option',
      'SIGINT',
      '_OTHER',
    ]) {
      expect(page).to.include(`\`${name}\``);
    }
  });

  it('leaves to be filled in what only the vendor knows, outside the generated part', () => {
    const page = newPage(describeAcme());
    const generated = page.slice(page.indexOf('commandspan: begin'), page.indexOf('commandspan: end'));
    expect(generated).not.to.include('TODO');
    expect(page.match(/\*\*TODO: /g)).to.have.length(4);
    for (const title of ['Who gets it', 'How long it is kept', 'Contact'])
      expect(page).to.include(`\n## ${title}\n`);
  });
});
