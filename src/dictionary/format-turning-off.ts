import type { Manifest } from './manifest.ts';
import { blocks, bullets, code, codes, table } from './markdown.ts';

/** Writes, as Markdown, every way to say no: the verb, the variables on each system, the machine's policy. */
export function formatTurningOff({ name, prefix, verbs, consent }: Manifest): string {
  const variable = `${prefix}_TELEMETRY`;
  const own = Object.entries(consent.variables).map(
    ([extra, meaning]) => `${extra}=${meaning === 'enables' ? '0' : '1'}`,
  );
  return blocks(
    bullets(
      `For your account, for good: ${code(`${verbs} disable`)}. It also deletes what is stored. ` +
        `${code(`${verbs} enable`)} takes it back.`,
      `With a variable: ${codes([`${variable}=0`, `${variable}_DISABLED=1`, ...own])}; for every program that heeds it, ` +
        `${codes(['DO_NOT_TRACK=1', 'OTEL_SDK_DISABLED=true'])}. On each system:`,
    ),
    table(['system', 'one command', 'this session', 'every session'], formatSystems(variable, name)),
    `For every account of a machine: ${code(`${verbs} disable --system`)}, which an administrator may run. It writes ` +
      `${code('{"enabled":false}')} to ${code(`/etc/${name}/telemetry.json`)} ` +
      `(macOS ${code(`/Library/Application Support/${name}/telemetry.json`)}, ` +
      `Windows ${code(`%ProgramData%\\${name}\\telemetry.json`)}).`,
  );
}

function formatSystems(variable: string, name: string): string[][] {
  const rows = [
    ['Linux', `${variable}=0 ${name} …`, `export ${variable}=0`, `echo 'export ${variable}=0' >> ~/.profile`],
    [
      'macOS',
      `${variable}=0 ${name} …`,
      `export ${variable}=0`,
      `echo 'export ${variable}=0' >> ~/.zprofile`,
    ],
    [
      'Windows Command Prompt',
      `cmd /c "set ${variable}=0&& ${name} …"`,
      `set ${variable}=0`,
      `setx ${variable} 0`,
    ],
    [
      'Windows PowerShell',
      `& { $env:${variable}='0'; ${name} … ; Remove-Item Env:${variable} }`,
      `$env:${variable} = '0'`,
      `setx ${variable} 0`,
    ],
  ];
  return rows.map(([system = '', ...commands]) => [system, ...commands.map(code)]);
}
