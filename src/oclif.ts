/**
 * Connects oclif programs, as a plug-in that they list in their package.json. Hosts import nothing of this; one that is
 * bundled, and cannot load a plug-in, names these exports in its own `oclif.hooks` and `oclif.commands`.
 *
 * @module
 */
import { createCommands } from './adapters/oclif/commands.ts';
import { createHooks } from './adapters/oclif/hooks.ts';

/** A hook for oclif to call; hosts hand it on. */
export type OclifHook = (options: never) => void;

const hooks = createHooks();

/** The hook `init`: names the command. Does nothing where the host has registered nothing under its name. */
export const init: OclifHook = hooks.init;

/** The hook `prerun`: names a command that another plug-in suggested for a word that is none. */
export const prerun: OclifHook = hooks.prerun;

/** The hook `finally`: notes the error that a command fails with. */
const last: OclifHook = hooks.finally;

export { last as finally };

/** The command of the verbs, `acme telemetry`. None where the host has registered nothing. */
export const commands: Readonly<Record<string, object>> = createCommands(hooks.called);
