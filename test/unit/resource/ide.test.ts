import { expect } from 'chai';
import { detectIde, IDE_SIGNS } from '../../../src/resource/ide.ts';
import type { Env } from '../../../src/resource/signs.ts';
import { IDES } from '../../../src/resource/values.ts';
import type { Ide } from '../../../src/resource/values.ts';
import { unneededRows } from '../support/signs.ts';

const TYPICAL: readonly (readonly [Ide, Env])[] = [
  ['antigravity', { ANTIGRAVITY_CLI_ALIAS: 'agy', TERM_PROGRAM: 'vscode' }],
  ['aws_cloud9', { C9_PID: '12', C9_PROJECT: 'acme' }],
  ['aws_cloud9', { C9_PROJECT: 'acme' }],
  ['aws_cloud9', { C9_PID: '12' }],
  ['aws_cloudshell', { AWS_EXECUTION_ENV: 'CloudShell' }],
  ['aws_toolkit', { AWS_TOOLING_USER_AGENT: 'AWS-Toolkit-For-VSCode/3.1.0', TERM_PROGRAM: 'vscode' }],
  ['aws_toolkit', { AWS_TOOLING_USER_AGENT: 'AWS_Toolkit-For-VSCode/1.62.0' }],
  ['azure_cloud_shell', { ACC_CLOUD: 'PROD' }],
  ['coder', { CODER: 'true', CODER_WORKSPACE_AGENT_NAME: 'main', TERM_PROGRAM: 'vscode' }],
  ['codesandbox', { CODESANDBOX_SSE: '1' }],
  ['codesandbox', { CODESANDBOX_HOST: 'x1-$PORT.csb.app', CSB: 'true' }],
  ['codespaces', { CODESPACES: 'true', TERM_PROGRAM: 'vscode' }],
  ['cursor', { CURSOR_TRACE_ID: 'abc', TERM_PROGRAM: 'vscode' }],
  ['cursor', { __CFBundleIdentifier: 'com.todesktop.230313mzl4w4u92', TERM_PROGRAM: 'vscode' }],
  ['eclipse_che', { DEVWORKSPACE_ID: 'workspace1', TERM_PROGRAM: 'vscode' }],
  ['emacs', { INSIDE_EMACS: '29.4,vterm' }],
  ['firebase_studio', { MONOSPACE_ENV: 'true', TERM_PROGRAM: 'vscode' }],
  ['gitpod', { GITPOD_WORKSPACE_ID: 'acme-1', TERM_PROGRAM: 'vscode' }],
  ['gitpod', { GITPOD_ENVIRONMENT_ID: '0199', TERM_PROGRAM: 'vscode' }],
  ['google_cloud_shell', { CLOUD_SHELL: 'true' }],
  ['jetbrains', { TERMINAL_EMULATOR: 'JetBrains-JediTerm' }],
  ['jetbrains', { IDEA_INITIAL_DIRECTORY: '/home/alice' }],
  ['jupyter', { JPY_PARENT_PID: '88' }],
  ['kiro', { TERM_PROGRAM: 'kiro' }],
  ['neovim', { NVIM: '/run/user/1000/nvim.1.0' }],
  ['positron', { POSITRON: '1', TERM_PROGRAM: 'vscode' }],
  ['replit', { REPL_ID: '5' }],
  ['rstudio', { RSTUDIO: '1' }],
  ['stackblitz', { SHELL: '/bin/jsh' }],
  ['sublime_text', { TERM_PROGRAM: 'sublime' }],
  ['trae', { TERM_PRODUCT: 'Trae', TERM_PROGRAM: 'vscode' }],
  ['vim', { VIM_TERMINAL: '901' }],
  ['visual_studio', { VSAPPIDNAME: 'devenv.exe' }],
  ['vscode', { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.121.0' }],
  ['vscode', { VSCODE_PID: '4711' }],
  ['windsurf', { WINDSURF_CASCADE_TERMINAL_KIND: 'user', TERM_PROGRAM: 'vscode' }],
  ['windsurf', { TERM_PROGRAM: 'windsurf' }],
  ['windsurf', { __CFBundleIdentifier: 'com.exafunction.windsurf', TERM_PROGRAM: 'vscode' }],
  ['xcode', { XCODE_VERSION_ACTUAL: '2610' }],
  ['zed', { ZED_TERM: 'true' }],
  ['zed', { TERM_PROGRAM: 'zed' }],
];

const NO_IDE: readonly Env[] = [
  {},
  { TERM_PROGRAM: 'iTerm.app' },
  { TERM_PROGRAM: 'Apple_Terminal', __CFBundleIdentifier: 'com.apple.Terminal' },
  { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  { AWS_TOOLING_USER_AGENT: 'alice/1.0' },
  { VisualStudioVersion: '17.0' },
  { CODER_URL: 'https://coder.acme.example' },
  { CODESANDBOX_HOST: '10.0.0.1' },
  { SHELL: '/bin/zsh', EDITOR: 'code' },
];

describe('detectIde', () => {
  for (const [ide, env] of TYPICAL) {
    it(`answers ${ide} for ${JSON.stringify(env)}`, () => {
      expect(detectIde(env)).to.equal(ide);
    });
  }

  it('has a typical environment for every editor of the list', () => {
    const tested = new Set<string>(TYPICAL.map(([ide]) => ide));
    expect(IDES.filter((ide) => !tested.has(ide))).to.deep.equal([]);
  });

  it('has a typical environment for every row of its table', () => {
    expect(unneededRows(IDE_SIGNS, TYPICAL)).to.deep.equal([]);
  });

  for (const env of NO_IDE) {
    it(`sees no editor in ${JSON.stringify(env)}`, () => {
      expect(detectIde(env)).to.equal(undefined);
    });
  }
});
