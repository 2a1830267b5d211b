import { Args, Command } from '../../framework.js';

export default class DeployFunction extends Command {
  static aliases = ['deploy:fn'];
  static args = { name: Args.string({ required: true }) };

  async run() {
    const { args } = await this.parse(DeployFunction);
    this.log(`deployed ${args.name}`);
  }
}
