import { telemetry } from '../../fixtures/telemetry.js';
import { setTimeout as delay } from 'node:timers/promises';
import { instrumentParseArgs, mountTelemetry } from 'commandspan/parse-args';

const HELP = { help: { type: 'boolean' } };
const BUILD = { mode: { type: 'string', default: 'dev' }, quick: { type: 'boolean' } };

const COMMANDS = {
  'deploy function': {
    needs: 'name',
    run: ({ positionals: [name] }) => console.log('deployed', name),
  },
  build: { options: BUILD, run: ({ values }) => console.log('built', values.mode) },
  'fail-later': {
    run: async () => {
      await delay(5);
      throw new RangeError('secret-message');
    },
  },
  exit: { needs: 'code', run: ({ positionals: [code] }) => process.exit(Number(code)) },
};
const ALIASES = { b: 'build', 'deploy fn': 'deploy function' };

const COMMANDS_WITH_DEFAULT = {
  serve: { options: { port: { type: 'string' } }, run: () => console.log('serving') },
  stop: { run: () => console.log('stopped') },
};

function find(commands, args) {
  for (const length of [2, 1]) {
    const typed = args.slice(0, length).join(' ');
    const name = ALIASES[typed] ?? typed;
    if (args.length >= length && Object.hasOwn(commands, name)) return { name, rest: args.slice(length) };
  }
  return undefined;
}

function fail(line, kind, message) {
  line.usageError(kind);
  console.error(message);
  process.exitCode = 2;
}

function commandsOf(isDefault) {
  if (isDefault) return COMMANDS_WITH_DEFAULT;
  const late = ['late', 'secret-plugin'].map((name) => [name, { run: () => console.log(name) }]);
  return { ...COMMANDS, ...Object.fromEntries(late) };
}

async function run(args) {
  const line = instrumentParseArgs(telemetry);
  const isDefault = process.env.TEST_HOST === 'default';
  const commands = commandsOf(isDefault);
  if (args[0] === '--help' || args[0] === '--version') {
    line.parseArgs({ args, options: { ...HELP, version: { type: 'boolean' } } });
    return console.log(args[0] === '--help' ? 'Usage: acme <command>' : '1.2.3');
  }
  const found = find(commands, args) ?? (isDefault ? { name: 'serve', rest: args } : undefined);
  if (found !== undefined) return runCommand(line, commands[found.name], found);
  line.command('(root)');
  return fail(line, args.length === 0 ? 'missing_command' : 'unknown_command', 'expected a command');
}

function runCommand(line, { needs, options, run: work }, { name, rest }) {
  line.command(name);
  let parsed;
  try {
    const allowPositionals = needs !== undefined;
    parsed = line.parseArgs({ args: rest, options: { ...options, ...HELP }, allowPositionals });
  } catch ({ message }) {
    console.error(message);
    process.exitCode = 2;
    return undefined;
  }
  if (parsed.values.help) return console.log(`Usage: acme ${name}`);
  if (needs !== undefined && parsed.positionals.length === 0) {
    return fail(line, 'missing_argument', `expected ${needs}`);
  }
  return work(parsed);
}

const isVerb = mountTelemetry(process.argv.slice(2), telemetry);
if (!isVerb && process.env.TEST_HOST === 'twice') {
  for (const args of JSON.parse(process.env.TEST_LINES)) {
    await run(args).catch(({ name }) => console.log(name));
  }
} else if (!isVerb) {
  await run(process.argv.slice(2));
}
