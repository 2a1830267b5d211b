import { setTimeout as delay } from 'node:timers/promises';
import { Command } from '../framework.js';

export default class FailLater extends Command {
  async run() {
    await this.parse(FailLater);
    await delay(5);
    throw new RangeError('secret-message');
  }
}
