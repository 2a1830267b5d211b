import { firstSign, variableNames } from './signs.ts';
import type { Env, Sign } from './signs.ts';
import type { Ide } from './values.ts';

/**
 * Detects the editor or online workspace whose terminal, task or button started the command.
 *
 * @param env - the variables to look at
 * @param names - the names of those that are set, if they have been listed already
 */
export function detectIde(env: Env, names: ReadonlySet<string> = variableNames(env)): Ide | undefined {
  return firstSign(env, names, IDE_SIGNS);
}

/** Online workspaces first, as they run an editor inside; forks of Visual Studio Code before it, as they imitate it. */
export const IDE_SIGNS: readonly Sign<Ide>[] = [
  ['aws_toolkit', 'AWS_TOOLING_USER_AGENT', 'aws-toolkit*'], // set by the toolkits when they start a command themselves
  ['aws_toolkit', 'AWS_TOOLING_USER_AGENT', 'aws_toolkit*'],
  ['aws_cloudshell', 'AWS_EXECUTION_ENV', 'cloudshell*'],
  ['aws_cloud9', 'C9_PID'],
  ['aws_cloud9', 'C9_PROJECT'],
  ['codespaces', 'CODESPACES'],
  ['coder', 'CODER_WORKSPACE_AGENT_NAME'], // set by the agent of a workspace; people set CODER_URL
  ['codesandbox', 'CODESANDBOX_SSE'],
  ['codesandbox', 'CODESANDBOX_HOST', '*', 'CSB'], // people set the first alone
  ['eclipse_che', 'DEVWORKSPACE_ID'], // OpenShift Dev Spaces too
  ['gitpod', 'GITPOD_WORKSPACE_ID'],
  ['gitpod', 'GITPOD_ENVIRONMENT_ID'], // since it is called Ona
  ['firebase_studio', 'MONOSPACE_ENV'],
  ['google_cloud_shell', 'CLOUD_SHELL'],
  ['azure_cloud_shell', 'ACC_CLOUD'],
  ['replit', 'REPL_ID'],
  ['stackblitz', 'SHELL', '/bin/jsh'],
  ['cursor', 'CURSOR_TRACE_ID'],
  ['cursor', '__CFBundleIdentifier', 'com.todesktop.230313mzl4w4u92'],
  ['windsurf', 'WINDSURF_CASCADE_TERMINAL_KIND'],
  ['windsurf', 'TERM_PROGRAM', 'windsurf'],
  ['windsurf', '__CFBundleIdentifier', 'com.exafunction.windsurf'],
  ['antigravity', 'ANTIGRAVITY_CLI_ALIAS'],
  ['kiro', 'TERM_PROGRAM', 'kiro'],
  ['trae', 'TERM_PRODUCT', 'trae'],
  ['positron', 'POSITRON'],
  ['zed', 'ZED_TERM'],
  ['zed', 'TERM_PROGRAM', 'zed'],
  ['jetbrains', 'TERMINAL_EMULATOR', 'jetbrains-jediterm'],
  ['jetbrains', 'IDEA_INITIAL_DIRECTORY'],
  ['visual_studio', 'VSAPPIDNAME'], // not VisualStudioVersion: a developer's prompt has it too
  ['neovim', 'NVIM'],
  ['vim', 'VIM_TERMINAL'],
  ['emacs', 'INSIDE_EMACS'],
  ['rstudio', 'RSTUDIO'],
  ['jupyter', 'JPY_PARENT_PID'],
  ['sublime_text', 'TERM_PROGRAM', 'sublime'],
  ['xcode', 'XCODE_VERSION_ACTUAL'],
  ['vscode', 'TERM_PROGRAM', 'vscode'],
  ['vscode', 'VSCODE_PID'], // tasks, debuggers and extensions: no terminal, so no TERM_PROGRAM
];
