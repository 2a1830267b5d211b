import { Command } from 'commander';

export const program = new Command('acme').version('1.2.3');
program
  .command('deploy')
  .option('--region <name>')
  .action(() => {});
