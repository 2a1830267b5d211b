import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { installInProject, packedTarballs, toolFile } from '../support/packed.ts';
import { NOWHERE, startProgram, YES, type HostResult } from '../support/run-host.ts';
import { readSpool } from '../support/spool.ts';

/** What stands in the package of a tool; the plug-in is found by its name alone. */
const OCLIF = { bin: 'acme', commands: './commands', plugins: ['commandspan'], topicSeparator: ' ' };
const OPTIONS = `{ name: 'acme', version: '1.0.0', endpoint: '${NOWHERE}' }`;

/** The same tool as ES modules and as CommonJS, by the paths of its files. */
const TOOLS = {
  module: {
    'telemetry.js': `import { registerTelemetry } from 'commandspan';
      export const telemetry = registerTelemetry(${OPTIONS});`,
    'bin/run.js': `import '../telemetry.js';
      import { execute } from '@oclif/core';
      await execute({ dir: import.meta.url });`,
    'commands/deploy.js': `import { Command, Flags } from '@oclif/core';
      export default class Deploy extends Command {
        static flags = { fast: Flags.boolean() };
        async run() {
          await this.parse(Deploy);
          this.log('deployed');
        }
      }`,
  },
  commonjs: {
    'telemetry.js': `exports.telemetry = require('commandspan').registerTelemetry(${OPTIONS});`,
    'bin/run.js': `require('../telemetry.js');
      require('@oclif/core').execute({ dir: __dirname });`,
    'commands/deploy.js': `const { Command, Flags } = require('@oclif/core');
      class Deploy extends Command {
        static flags = { fast: Flags.boolean() };
        async run() {
          await this.parse(Deploy);
          this.log('deployed');
        }
      }
      module.exports = Deploy;`,
  },
} as const;

describe('the packed package in an oclif program', () => {
  const tools = new Map<string, string>();
  let home: Home;

  before(function () {
    this.timeout(120_000);
    for (const [type, files] of Object.entries(TOOLS)) {
      const manifest = { name: 'acme', version: '1.0.0', private: true, type, oclif: OCLIF };
      const tool = installInProject([packedTarballs().commandspan], {
        ...files,
        'package.json': JSON.stringify(manifest),
      });
      mkdirSync(path.join(tool, 'node_modules/@oclif'));
      symlinkSync(realpathSync(toolFile('@oclif/core')), path.join(tool, 'node_modules/@oclif/core'));
      tools.set(type, tool);
    }
  });

  beforeEach(() => {
    home = makeHome();
    home.holdSender(NOWHERE);
  });

  afterEach(() => home.remove());

  for (const type of Object.keys(TOOLS)) {
    const run = (env: Record<string, string>, ...args: readonly string[]): Promise<HostResult> =>
      startProgram(home, [process.execPath, path.join(tools.get(type) ?? '', 'bin/run.js'), ...args], { env })
        .result;

    it(`records the commands of a tool of type ${type} that lists it`, async () => {
      const result = await run(YES, 'deploy', '--fast');
      expect(result).to.deep.equal({ exitCode: 0, signal: null, stdout: 'deployed\n', stderr: '' });
      expect((await run(YES, 'deploy', '--slow')).exitCode).to.equal(2);
      const byExitCode = new Map(readSpool(home).map((span) => [span.attributes['process.exit.code'], span]));
      expect([byExitCode.get(0)?.name, byExitCode.get(2)?.name]).to.deep.equal([
        'acme deploy',
        'acme deploy',
      ]);
      expect(byExitCode.get(0)?.attributes).to.deep.include({
        'cli.command': 'deploy',
        'cli.flags': ['fast'],
      });
      expect(byExitCode.get(2)?.attributes).to.include({ 'error.type': 'unknown_option' });
    });

    it(`lets the users of a tool of type ${type} say no`, async () => {
      expect((await run({}, '--help')).stdout).to.match(/^ +telemetry {2}see and change what acme records/m);
      expect((await run({}, 'telemetry', 'disable')).stdout).to.match(/^Telemetry of acme is off/);
      await run({}, 'deploy');
      expect(readSpool(home)).to.deep.equal([]);
    });
  }
});
