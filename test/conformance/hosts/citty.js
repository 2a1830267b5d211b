import { telemetry } from '../../fixtures/telemetry.js';
import { setTimeout as delay } from 'node:timers/promises';
import { instrumentCitty, mountTelemetry } from 'commandspan/citty';

const { defineCommand, runCommand, runMain } = await import(process.env.TEST_FRAMEWORK);
const isOld = process.env.TEST_FRAMEWORK === 'citty-0.1';

/** A command with an alias: a word for it in citty 0.2, another key in citty 0.1. */
function withAlias(name, alias, command) {
  if (isOld) return { [name]: command, [alias]: command };
  return { [name]: { ...command, meta: { alias } } };
}

const COMMANDS = {
  deploy: defineCommand({
    subCommands: withAlias(
      'function',
      'fn',
      defineCommand({
        args: { name: { type: 'positional' } },
        run: ({ args }) => console.log('deployed', args.name),
      }),
    ),
  }),
  ...withAlias(
    'build',
    'b',
    defineCommand({
      args: { mode: { type: 'string', default: 'dev' }, quick: { type: 'boolean' } },
      run: ({ args }) => console.log('built', args.mode),
    }),
  ),
  'fail-later': defineCommand({
    run: async () => {
      await delay(5);
      throw new RangeError('secret-message');
    },
  }),
  exit: defineCommand({
    args: { code: { type: 'positional' } },
    run: ({ args }) => process.exit(Number(args.code)),
  }),
};

const SERVE = defineCommand({
  args: { port: { type: 'string' } },
  run: () => console.log('serving'),
});
const STOP = defineCommand({ run: () => console.log('stopped') });

const MAIN = defineCommand({ meta: { name: 'acme', version: '1.2.3' }, subCommands: COMMANDS });
const MAIN_WITH_DEFAULT = isOld
  ? defineCommand({
      ...SERVE,
      subCommands: { stop: STOP },
      // It runs after its command, too.
      run: (context) => context.args._.length === 0 && SERVE.run(context),
    })
  : // Without the argument citty would take its value for a command.
    defineCommand({ args: SERVE.args, default: 'serve', subCommands: { serve: SERVE, stop: STOP } });

const isDefault = process.env.TEST_HOST === 'default';
const main = mountTelemetry(instrumentCitty(isDefault ? MAIN_WITH_DEFAULT : MAIN, telemetry), telemetry);
// What a plug-in does.
for (const name of ['late', 'secret-plugin']) {
  COMMANDS[name] = () => Promise.resolve(defineCommand({ run: () => console.log(name) }));
}

if (process.env.TEST_HOST === 'twice') {
  for (const rawArgs of JSON.parse(process.env.TEST_LINES)) {
    await runCommand(main, { rawArgs }).catch(({ name }) => console.log(name));
  }
} else {
  await runMain(main);
}
