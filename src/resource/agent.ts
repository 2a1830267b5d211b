import { firstSign, isOn, variableNames } from './signs.ts';
import type { Env, Sign } from './signs.ts';
import { AGENTS } from './values.ts';
import type { Agent } from './values.ts';

/**
 * Detects the AI agent that the environment suggests. Only variables that an agent sets in the commands it runs are
 * looked at, not those that people set to configure it (`GOOSE_PROVIDER`, `COPILOT_MODEL`) nor those that every shell
 * in its editor inherits (`CURSOR_TRACE_ID`, `REPL_ID`).
 *
 * @param env - the variables to look at; `AI_AGENT` and `AGENT` may name any agent
 * @param names - the names of those that are set, if they have been listed already
 * @returns an id of the closed list, `other` for an unknown name, undefined without any sign
 */
export function detectAgent(env: Env, names: ReadonlySet<string> = variableNames(env)): Agent | undefined {
  const agent = firstSign(env, names, AGENT_SIGNS);
  if (agent !== undefined || !(names.has('AI_AGENT') || names.has('AGENT'))) return agent;
  return agentCalled(env['AI_AGENT']) ?? agentCalled(env['AGENT']);
}

/** Agents that wrap or imitate another come before it. */
export const AGENT_SIGNS: readonly Sign<Agent>[] = [
  ['cowork', 'CLAUDE_CODE_IS_COWORK'], // Claude Code below
  ['claude_code', 'CLAUDECODE'],
  ['claude_code', 'CLAUDE_CODE'],
  ['cursor', 'CURSOR_AGENT'],
  ['cursor', 'CURSOR_EXTENSION_HOST_ROLE', 'agent-exec'],
  ['codex', 'CODEX_SANDBOX'],
  ['codex', 'CODEX_THREAD_ID'],
  ['codex', 'CODEX_CI'],
  ['codex', 'CODEX_SANDBOX_NETWORK_DISABLED'],
  ['tabnine', 'TABNINE_CLI', '1'], // a fork of Gemini CLI
  ['gemini_cli', 'GEMINI_CLI'],
  ['copilot', 'COPILOT_AGENT'],
  ['copilot', 'COPILOT_AGENT_SESSION_ID'],
  ['copilot', 'COPILOT_AGENT_JOB_ID'],
  ['copilot', 'COPILOT_CLI'],
  ['copilot', 'VSCODE_AGENT'], // since Visual Studio Code 1.121, for commands of its own agent
  ['kilo_code', 'KILOCODE_FEATURE', 'cli'], // a fork of OpenCode; other values come from its editor extension
  ['opencode', 'OPENCODE'],
  ['opencode', 'OPENCODE_SESSION_ID'],
  ['goose', 'GOOSE_TERMINAL'],
  ['amp', 'AMP_CURRENT_THREAD_ID'],
  ['auggie', 'AUGMENT_AGENT'],
  ['junie', 'JUNIE_DATA'],
  ['junie', 'JUNIE_SHIM_PATH'],
  ['kiro', 'KIRO_SESSION_ID'],
  ['kiro', 'AGENT_CONTEXT_OUT'],
  ['amazon_q', 'AWS_EXECUTION_ENV', 'amazonq-for-cli*'],
  ['devin', '__COG_BASHRC_SOURCED'],
  ['replit', 'REPLIT_MODE', 'assistant'],
  ['cline', 'CLINE_ACTIVE'],
  ['roo_code', 'ROO_ACTIVE'],
  ['roo_code', 'ROO_CLI_RUNTIME'],
  ['warp', 'OZ_RUN_ID'], // not TERM_PROGRAM: people type in its terminal too
  ['windsurf', 'WINDSURF_CASCADE_TERMINAL'],
  ['antigravity', 'ANTIGRAVITY_AGENT'],
  ['crush', 'CRUSH'],
  ['qwen_code', 'QWEN_CODE'],
  ['iflow', 'IFLOW_CLI'],
  ['trae', 'TRAE_AI_SHELL_ID'],
  ['pi', 'PI_CODING_AGENT'],
  ['openclaw', 'OPENCLAW_SHELL'],
  ['hermes', 'HERMES_SESSION_ID'],
  ['grok', 'GROK_AGENT', '1'], // people set it to a path
  ['vtcode', 'VTCODE'],
  ['jules', 'USER', 'swebot'], // the account of its machines
];

function agentCalled(value: string | undefined): Agent | undefined {
  if (value === undefined || !isOn(value)) return undefined;
  // Agents add a version to the name: `claude-code_2.1.0_agent`, `codex@0.9`.
  const name = value
    .trim()
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/[@/ ].*$|_\d.*$/s, '');
  const known = AGENTS.find((agent) => agent === name);
  return known ?? ALIASES.find((alias) => alias[0] === name)?.[1] ?? 'other';
}

/** Other names under which agents present themselves. */
export const ALIASES: readonly (readonly [name: string, agent: Agent])[] = [
  ['amazon_q_cli', 'amazon_q'],
  ['augment', 'auggie'],
  ['augment_cli', 'auggie'],
  ['claude', 'claude_code'],
  ['claude_code_cowork', 'cowork'],
  ['codex_cli', 'codex'],
  ['copilot_cli', 'copilot'],
  ['cursor_agent', 'cursor'],
  ['cursor_cli', 'cursor'],
  ['gemini', 'gemini_cli'],
  ['github_copilot', 'copilot'],
  ['github_copilot_cli', 'copilot'],
  ['github_copilot_cloud_agent', 'copilot'],
  ['github_copilot_vscode_agent', 'copilot'],
  ['grok_build', 'grok'],
  ['grok_cli', 'grok'],
  ['hermes_agent', 'hermes'],
  ['kilo', 'kilo_code'],
  ['kilocode', 'kilo_code'],
  ['kimi_cli', 'kimi'],
  ['kimi_code', 'kimi'],
  ['kiro_cli', 'kiro'],
  ['qwen', 'qwen_code'],
  ['roo', 'roo_code'],
  ['tabnine_cli', 'tabnine'],
];
