import { Command, Flags } from '../framework.js';

export default class Build extends Command {
  static aliases = ['b'];
  static flags = { mode: Flags.string({ default: 'dev', summary: 'what for' }), quick: Flags.boolean() };

  async run() {
    const { flags } = await this.parse(Build);
    this.log(`built ${flags.mode}`);
  }
}
