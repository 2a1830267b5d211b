import { Command } from '@oclif/core';
import { wave } from '../../../greet.js';

export default class Wave extends Command {
  async run() {
    await this.parse(Wave);
    await wave();
  }
}
