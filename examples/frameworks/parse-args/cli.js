import { telemetry } from './telemetry.js';
import { instrumentParseArgs, mountTelemetry } from 'commandspan/parse-args';
import { hello, wave } from '../greet.js';

const COMMANDS = {
  hello: ({ positionals: [name = 'you'], values }) => hello(name, values.loud),
  wave,
};

async function main([name = '', ...args]) {
  const line = instrumentParseArgs(telemetry);
  if (!Object.hasOwn(COMMANDS, name)) {
    line.usageError('unknown_command');
    console.error(`expected one of ${Object.keys(COMMANDS).join(', ')}`);
    process.exitCode = 1;
    return;
  }
  line.command(name);
  try {
    const options = { loud: { type: 'boolean' } };
    await COMMANDS[name](line.parseArgs({ args, options, allowPositionals: true }));
  } catch (error) {
    telemetry.recordError(error);
    console.error(error.message);
    process.exitCode = 1;
  }
}

const args = process.argv.slice(2);
if (!mountTelemetry(args, telemetry)) await main(args);
