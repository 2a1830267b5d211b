import { Command, Flags } from './framework.js';

export default class Serve extends Command {
  static flags = { port: Flags.integer() };

  async run() {
    await this.parse(Serve);
    this.log('serving');
  }
}
