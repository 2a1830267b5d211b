import { Command } from 'commander';
import { readSecrets, writeSecrets } from '../lib/state.js';

export function secretsCommand() {
  const secrets = new Command('secrets').description('what functions need and no source holds');
  secrets
    .command('set')
    .argument('<name>')
    .argument('<value>')
    .action(async (name, value) => writeSecrets({ ...(await readSecrets()), [name]: value }));
  secrets.command('list').action(async () => {
    for (const [name, value] of Object.entries(await readSecrets())) console.log(`${name}=${value}`);
  });
  return secrets;
}
