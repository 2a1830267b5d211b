import { Args, Command } from '../framework.js';

export default class Exit extends Command {
  static args = { code: Args.integer({ required: true }) };

  async run() {
    const { args } = await this.parse(Exit);
    process.exit(args.code);
  }
}
