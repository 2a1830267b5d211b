import { expect } from 'chai';
import { AGENT_SIGNS, ALIASES, detectAgent } from '../../../src/resource/agent.ts';
import type { Env } from '../../../src/resource/signs.ts';
import { AGENTS } from '../../../src/resource/values.ts';
import type { Agent } from '../../../src/resource/values.ts';
import { unneededRows } from '../support/signs.ts';

const TYPICAL: readonly (readonly [Agent, Env])[] = [
  ['aider', { AI_AGENT: 'aider' }],
  ['amazon_q', { AWS_EXECUTION_ENV: 'AmazonQ-For-CLI Version/1.13.3' }],
  ['amp', { AGENT: 'amp' }],
  ['amp', { AMP_CURRENT_THREAD_ID: 'T-1' }],
  ['antigravity', { ANTIGRAVITY_AGENT: '1' }],
  ['auggie', { AUGMENT_AGENT: '1' }],
  ['claude_code', { CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli', AI_AGENT: 'claude-code_2.1.0_agent' }],
  ['claude_code', { CLAUDE_CODE: '1' }],
  ['claude_code', { AI_AGENT: 'claude-code_2.1.0_agent' }],
  ['claude_code', { AI_AGENT: 'Claude' }],
  ['cline', { CLINE_ACTIVE: 'true' }],
  ['codex', { CODEX_SANDBOX: 'seatbelt' }],
  ['codex', { CODEX_THREAD_ID: '0199' }],
  ['codex', { CODEX_CI: '1' }],
  ['codex', { CODEX_SANDBOX_NETWORK_DISABLED: '1' }],
  ['codex', { AI_AGENT: 'codex@0.9.1' }],
  ['copilot', { COPILOT_AGENT: '1', TERM_PROGRAM: 'vscode' }],
  ['copilot', { COPILOT_AGENT_SESSION_ID: '0b8f' }],
  ['copilot', { COPILOT_AGENT_JOB_ID: '55' }],
  ['copilot', { COPILOT_CLI: '1' }],
  ['copilot', { VSCODE_AGENT: '1', TERM_PROGRAM: 'vscode' }],
  ['copilot', { AI_AGENT: 'github_copilot_vscode_agent' }],
  ['cowork', { CLAUDE_CODE_IS_COWORK: '1', CLAUDECODE: '1' }],
  ['crush', { CRUSH: '1', AGENT: 'crush', AI_AGENT: 'crush' }],
  ['cursor', { CURSOR_AGENT: '1', CURSOR_TRACE_ID: 'abc' }],
  ['cursor', { CURSOR_EXTENSION_HOST_ROLE: 'agent-exec' }],
  ['devin', { __COG_BASHRC_SOURCED: '1' }],
  ['gemini_cli', { GEMINI_CLI: '1' }],
  ['goose', { GOOSE_TERMINAL: '1', AGENT: 'goose' }],
  ['grok', { GROK_AGENT: '1' }],
  ['hermes', { HERMES_SESSION_ID: '3' }],
  ['iflow', { IFLOW_CLI: '1' }],
  ['jules', { USER: 'swebot', HOME: '/home/jules' }],
  ['junie', { JUNIE_DATA: '/tmp/junie' }],
  ['junie', { JUNIE_SHIM_PATH: '/tmp/junie' }],
  ['kilo_code', { KILOCODE_FEATURE: 'cli', OPENCODE: '1' }],
  ['kimi', { AI_AGENT: 'kimi' }],
  ['kiro', { KIRO_SESSION_ID: '4' }],
  ['kiro', { AGENT_CONTEXT_OUT: '/tmp/x' }],
  ['openclaw', { OPENCLAW_SHELL: 'exec' }],
  ['opencode', { OPENCODE: '1' }],
  ['opencode', { OPENCODE_SESSION_ID: 'ses_1' }],
  ['openhands', { AI_AGENT: 'openhands' }],
  ['pi', { PI_CODING_AGENT: 'true' }],
  ['qwen_code', { QWEN_CODE: '1' }],
  ['replit', { REPLIT_MODE: 'assistant', REPL_ID: '5' }],
  ['roo_code', { ROO_ACTIVE: 'true' }],
  ['roo_code', { ROO_CLI_RUNTIME: '1' }],
  ['tabnine', { TABNINE_CLI: '1', GEMINI_CLI: '1' }],
  ['trae', { TRAE_AI_SHELL_ID: '7' }],
  ['v0', { AI_AGENT: 'v0' }],
  ['vtcode', { VTCODE: '1' }],
  ['warp', { AI_AGENT: 'Warp' }],
  ['warp', { OZ_RUN_ID: '0199', TERM_PROGRAM: 'WarpTerminal' }],
  ['windsurf', { WINDSURF_CASCADE_TERMINAL: '1' }],
  ['zed', { AI_AGENT: 'zed' }],
  ['other', { AI_AGENT: 'alice@corp/secret' }],
  ['other', { AI_AGENT: '1' }],
  ['other', { AGENT: 'build-agent-7' }],
  ['other', { AI_AGENT: '', AGENT: 'true' }],
  ['other', { AI_AGENT: 'claude-code-of-alice' }],
];

/** What agents say of themselves in `AI_AGENT` and `AGENT`. */
const CALLED: readonly (readonly [Agent, string])[] = [
  ['amazon_q', 'amazon-q-cli'],
  ['auggie', 'augment'],
  ['auggie', 'augment-cli'],
  ['claude_code', 'claude'],
  ['claude_code', 'claude-code_2-1-202_agent'],
  ['codex', 'codex-cli'],
  ['copilot', 'copilot-cli'],
  ['copilot', 'github-copilot'],
  ['copilot', 'github-copilot-cli'],
  ['copilot', 'github_copilot_cloud_agent'],
  ['copilot', 'github_copilot_vscode_agent'],
  ['cowork', 'claude-code-cowork'],
  ['cursor', 'cursor-agent'],
  ['cursor', 'cursor-cli@2.0'],
  ['gemini_cli', 'gemini'],
  ['grok', 'grok-build'],
  ['grok', 'grok-cli'],
  ['hermes', 'hermes-agent'],
  ['kilo_code', 'kilo'],
  ['kilo_code', 'kilocode'],
  ['kimi', 'kimi-cli'],
  ['kimi', 'kimi-code'],
  ['kiro', 'kiro-cli'],
  ['qwen_code', 'qwen'],
  ['roo_code', 'roo'],
  ['tabnine', 'tabnine-cli'],
];

const NO_AGENT: readonly Env[] = [
  {},
  { AI_AGENT: '' },
  { AGENT: '0' },
  { CLAUDECODE: '0' },
  { CURSOR_TRACE_ID: 'a person in a terminal of Cursor' },
  { REPL_ID: 'a person in a shell of Replit' },
  { GOOSE_PROVIDER: 'anthropic' },
  { COPILOT_MODEL: 'gpt', COPILOT_GITHUB_TOKEN: 'secret' },
  { GROK_AGENT: '/home/alice/profile' },
  { KILOCODE_FEATURE: 'vscode-extension' },
  { TABNINE_CLI: '/opt/tabnine' },
  { TERM_PROGRAM: 'WarpTerminal' },
  { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  { GEMINI_CLI_HOME: '/home/alice' },
  { HOME: '/home/jules', USER: 'jules' },
];

describe('detectAgent', () => {
  for (const [agent, env] of TYPICAL) {
    it(`answers ${agent} for ${JSON.stringify(env)}`, () => {
      expect(detectAgent(env)).to.equal(agent);
    });
  }

  it('has a typical environment for every agent of the list', () => {
    const tested = new Set<string>(TYPICAL.map(([agent]) => agent));
    expect(AGENTS.filter((agent) => !tested.has(agent))).to.deep.equal([]);
  });

  it('has a typical environment for every row of its table', () => {
    expect(unneededRows(AGENT_SIGNS, TYPICAL)).to.deep.equal([]);
  });

  for (const [agent, name] of CALLED) {
    it(`answers ${agent} for one that is called ${name}`, () => {
      expect(detectAgent({ AI_AGENT: name })).to.equal(agent);
      expect(detectAgent({ AGENT: name })).to.equal(agent);
    });
  }

  it('has a case for every other name', () => {
    const called = new Set(CALLED.map(([, name]) => name.replaceAll('-', '_').replace(/[@_]\d.*/, '')));
    expect(ALIASES.filter(([name]) => !called.has(name))).to.deep.equal([]);
  });

  for (const env of NO_AGENT) {
    it(`sees no agent in ${JSON.stringify(env)}`, () => {
      expect(detectAgent(env)).to.equal(undefined);
    });
  }
});
