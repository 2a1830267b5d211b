/**
 * The closed lists of this folder: nothing that leaves `src/resource` as a string is anything else, save versions,
 * names given by the host, and the install id. The catalog of attributes is built from them.
 */

/** Names the CI vendors; `other` stands for a CI that only a generic variable such as `CI` gives away. */
export const CI_VENDORS = [
  'agola',
  'appcenter',
  'appcircle',
  'appveyor',
  'aws_amplify',
  'aws_codebuild',
  'azure_pipelines',
  'bamboo',
  'bitbucket',
  'bitrise',
  'buddy',
  'buildkite',
  'capawesome',
  'circleci',
  'cirrus',
  'cloudflare_pages',
  'cloudflare_workers',
  'codefresh',
  'codemagic',
  'codeship',
  'drone',
  'earthly',
  'edgeone_pages',
  'expo',
  'forgejo_actions',
  'gitea_actions',
  'github_actions',
  'gitlab',
  'gocd',
  'google_cloud_build',
  'harness',
  'heroku',
  'jenkins',
  'netlify',
  'prow',
  'releasehub',
  'render',
  'rwx',
  'screwdriver',
  'semaphore',
  'sourcehut',
  'taskcluster',
  'teamcity',
  'travis',
  'vela',
  'vercel',
  'woodpecker',
  'xcode_cloud',
  'xcode_server',
  'other',
] as const;

/** Names one CI vendor. */
export type CiVendor = (typeof CI_VENDORS)[number];

/** Names the AI agents that run commands; `other` stands for one that calls itself something else. */
export const AGENTS = [
  'aider',
  'amazon_q',
  'amp',
  'antigravity',
  'auggie',
  'claude_code',
  'cline',
  'codex',
  'copilot',
  'cowork',
  'crush',
  'cursor',
  'devin',
  'gemini_cli',
  'goose',
  'grok',
  'hermes',
  'iflow',
  'jules',
  'junie',
  'kilo_code',
  'kimi',
  'kiro',
  'openclaw',
  'opencode',
  'openhands',
  'pi',
  'qwen_code',
  'replit',
  'roo_code',
  'tabnine',
  'trae',
  'v0',
  'vtcode',
  'warp',
  'windsurf',
  'zed',
  'other',
] as const;

/** Names one AI agent. */
export type Agent = (typeof AGENTS)[number];

/** Names the editors and online workspaces that a command can be started from. */
export const IDES = [
  'antigravity',
  'aws_cloud9',
  'aws_cloudshell',
  'aws_toolkit',
  'azure_cloud_shell',
  'coder',
  'codesandbox',
  'codespaces',
  'cursor',
  'eclipse_che',
  'emacs',
  'firebase_studio',
  'gitpod',
  'google_cloud_shell',
  'jetbrains',
  'jupyter',
  'kiro',
  'neovim',
  'positron',
  'replit',
  'rstudio',
  'stackblitz',
  'sublime_text',
  'trae',
  'vim',
  'visual_studio',
  'vscode',
  'windsurf',
  'xcode',
  'zed',
] as const;

/** Names one editor or online workspace. */
export type Ide = (typeof IDES)[number];

/** Names the package managers that can start a command; `other` stands for the rest. */
export const PACKAGE_MANAGERS = ['npm', 'pnpm', 'yarn', 'bun', 'deno', 'cnpm', 'other'] as const;

/** Names one package manager. */
export type PackageManager = (typeof PACKAGE_MANAGERS)[number];

/** Says what kind of place a command runs in; the first that holds, in this order. */
export const ENVIRONMENT_KINDS = ['ci', 'agent', 'ide', 'container', 'terminal', 'other'] as const;

/** Names one kind of place. */
export type EnvironmentKind = (typeof ENVIRONMENT_KINDS)[number];

/** Lists the values of `os.type`, as semantic conventions spell them. */
export const OS_TYPES = [
  'aix',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'solaris',
  'windows',
  'zos',
] as const;

/** Names one operating system. */
export type OsType = (typeof OS_TYPES)[number];

/** Lists the values of `host.arch`: those of semantic conventions, and two newer processors they do not list yet. */
export const HOST_ARCHS = ['amd64', 'arm32', 'arm64', 'loong64', 'ppc64', 'riscv64', 's390x', 'x86'] as const;

/** Names one processor architecture. */
export type HostArch = (typeof HOST_ARCHS)[number];

/** Lists the values of `process.runtime.name`. */
export const RUNTIME_NAMES = ['nodejs', 'bun', 'deno'] as const;

/** Names one JavaScript runtime. */
export type RuntimeName = (typeof RUNTIME_NAMES)[number];
