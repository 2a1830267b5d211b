import { Args, Command, Flags } from '@oclif/core';
import { hello } from '../../../greet.js';

export default class Hello extends Command {
  static args = { name: Args.string({ required: true }) };
  static flags = { loud: Flags.boolean() };

  async run() {
    const { args, flags } = await this.parse(Hello);
    hello(args.name, flags.loud);
  }
}
