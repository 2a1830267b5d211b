import type { OclifConfig } from './config.ts';

type RunCommand = OclifConfig['runCommand'];

/** Puts another function in the place of `runCommand`, on this one instance. */
export function shadowRunCommand(config: OclifConfig, make: (original: RunCommand) => RunCommand): void {
  const original: RunCommand = config.runCommand.bind(config);
  const value = make(original);
  Object.defineProperty(config, 'runCommand', { value, configurable: true, writable: true });
}

/** Tells what a command rejects with; not what one rejects with that it runs itself, which it may catch. */
export function followRunCommand(config: OclifConfig, onError: (error: unknown) => void): void {
  let running = 0;
  shadowRunCommand(config, (original) => async (...args) => {
    running += 1;
    try {
      return await original(...args);
    } catch (error) {
      if (running === 1) onError(error);
      throw error;
    } finally {
      running -= 1;
    }
  });
}
