import { Command } from '../framework.js';

function printsItsName(name) {
  return class extends Command {
    async run() {
      this.log(name);
    }
  };
}

export const commands = { late: printsItsName('late'), 'secret-plugin': printsItsName('secret-plugin') };
