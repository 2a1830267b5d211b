import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { NoLogs, hasCode } from '../errors.js';
import { logFile } from '../lib/invoke.js';

export function logsCommand() {
  return new Command('logs')
    .description('show what a function wrote when it ran here')
    .argument('<function>')
    .option('--filter <text>', 'only lines with it')
    .action(async (name, { filter = '' }) => {
      const lines = (await readLog(name)).trimEnd().split('\n');
      for (const line of lines) if (line.includes(filter)) console.log(line);
    });
}

/** @param {string} name */
async function readLog(name) {
  try {
    return await readFile(logFile(name), 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new NoLogs(`${name} has not run here`, { cause: error });
  }
}
