import { decide } from '../consent/decide.ts';
import { readVariables } from '../consent/variables.ts';
import { presence } from '../disk/own-file.ts';
import { isOn } from '../resource/signs.ts';
import type { Host } from './host.ts';

/**
 * Finds the usual noes before anything else is loaded: what people opt out by, CI, and hosts that nobody has opted
 * into. Says no only where all sources together would; what it does not find is left to them.
 */
export function saysNoPromptly(host: Host, env: NodeJS.ProcessEnv): boolean {
  const spoken = readVariables({ host, env, project: undefined });
  const { granted: yes, reading } = decide({ spoken, unspoken: [] });
  if (reading?.says === 'no') return true;
  const { noFile, yesFile } = host.paths;
  if (presence(noFile) !== 'absent') return true;
  return !yes && isNoUnlessSaidYes(host, env) && presence(yesFile) === 'absent';
}

function isNoUnlessSaidYes({ mode, ci }: Host, env: NodeJS.ProcessEnv): boolean {
  return mode === 'opt-in' || (ci === 'ignore' && isOn(env['CI']));
}
