import { Command } from 'commander';
import { NotDeployed, hasCode } from '../errors.js';
import { removeState, stageFile } from '../lib/state.js';

export function removeCommand() {
  return new Command('remove')
    .description('take back what was deployed')
    .option('--stage <name>', 'from where', 'dev')
    .action(async ({ stage }) => {
      try {
        await removeState(stageFile(stage));
      } catch (error) {
        if (!hasCode(error, 'ENOENT')) throw error;
        throw new NotDeployed(`nothing is deployed to ${stage}`, { cause: error });
      }
    });
}
