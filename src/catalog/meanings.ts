import type { Meaning } from './definition.ts';

/** What the attributes of the catalog are for, and one value of each: told to users, and of no use to what records. */
export const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['service.name', { purpose: 'Which program ran.', example: 'acme' }],
  ['service.version', { purpose: 'Which of its versions ran.', example: '1.4.2' }],
  ['telemetry.sdk.language', { purpose: 'What made the data: the language.', example: 'nodejs' }],
  ['telemetry.sdk.name', { purpose: 'What made the data.', example: 'opentelemetry' }],
  ['telemetry.sdk.version', { purpose: 'What made the data: its version.', example: '3.1.1' }],
  ['telemetry.distro.name', { purpose: 'What made the data: the library.', example: 'commandspan' }],
  ['telemetry.distro.version', { purpose: 'What made the data: the library’s version.', example: '0.1.0' }],
  ['os.type', { purpose: 'Which systems need support.', example: 'linux' }],
  ['os.version', { purpose: 'Which system versions need support: major and minor only.', example: '6.1' }],
  ['host.arch', { purpose: 'Which processors need builds.', example: 'amd64' }],
  ['process.runtime.name', { purpose: 'Which runtimes need support.', example: 'nodejs' }],
  ['process.runtime.version', { purpose: 'Which runtime versions need support.', example: '24.21.0' }],
  ['process.interactive', { purpose: 'Whether a person or a script ran the command.', example: true }],
  [
    'app.installation.id',
    {
      purpose: 'Tells one user’s ten runs from ten users’ runs; random, renewable.',
      example: '5b0c7a1e-3f52-4a0e-9a43-0d6c1f0e7b52',
    },
  ],
  ['cli.environment', { purpose: 'What kind of place it ran in.', example: 'terminal' }],
  ['cli.ci', { purpose: 'Which CI services it must work on.', example: 'github_actions' }],
  ['cli.agent', { purpose: 'Which AI agents run it.', example: 'claude_code' }],
  ['cli.ide', { purpose: 'Which editors it runs inside.', example: 'vscode' }],
  ['cli.package_manager', { purpose: 'Which package managers start it.', example: 'npm' }],
  ['cli.cpus', { purpose: 'How much it can do at once.', example: 8 }],
  ['cli.command', { purpose: 'Which commands are used.', example: 'deploy function' }],
  [
    'cli.flags',
    { purpose: 'Which declared flags are used; never their values.', example: ['force', 'region'] },
  ],
  ['cli.outcome', { purpose: 'Whether it worked, failed, was stopped or crashed.', example: 'success' }],
  ['cli.signal', { purpose: 'How it was stopped.', example: 'SIGINT' }],
  ['cli.failure.dependency', { purpose: 'Which service it needed and could not reach.', example: 'docker' }],
  ['process.executable.name', { purpose: 'Which program ran.', example: 'acme' }],
  ['process.exit.code', { purpose: 'How it ended.', example: 1 }],
  [
    'error.type',
    { purpose: 'Which kind of error ended it: a known name, never a message.', example: 'ECONNREFUSED' },
  ],
]);
