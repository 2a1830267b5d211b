import { Command } from 'commander';

const LATE_MS = 50;

export function crashCommand() {
  return new Command('crash')
    .description('crash on purpose, to see what a bug looks like')
    .option('--late', 'from a timer, after the command has returned')
    .option('--rejection', 'by a promise that nobody waits for')
    .action(({ late, rejection }) => {
      const crash = rejection ? rejectUnheard : throwTypeError;
      if (late) setTimeout(crash, LATE_MS);
      else crash();
    });
}

function throwTypeError() {
  throw new TypeError('crashed on purpose');
}

function rejectUnheard() {
  void Promise.reject(new TypeError('rejected on purpose'));
}
