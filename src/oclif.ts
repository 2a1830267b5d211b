/**
 * Connects oclif programs, as a plug-in that they list in their package.json. Hosts import nothing of this; those that
 * are bundled, and cannot load a plug-in, name these exports in `oclif.hooks` and `oclif.commands`.
 *
 * @module
 */
import { createCommands, type VerbCommand } from './adapters/oclif/commands.ts';
import { createHooks, type Hooks } from './adapters/oclif/hooks.ts';

const hooks: Hooks = createHooks();

/** The hook `init`: names the command. Does nothing where the host has registered nothing under its name. */
export const init: Hooks['init'] = hooks.init;

/** The hook `prerun`: names a command that was suggested for a word that is none. */
export const prerun: Hooks['prerun'] = hooks.prerun;

const last: Hooks['finally'] = hooks.finally;

export {
  /** The hook `finally`: notes the error that a command fails with. */
  last as finally,
};

/** The commands of the verbs, `acme telemetry` and what is below it. None where the host has registered nothing. */
export const commands: Readonly<Record<string, VerbCommand>> = createCommands();
