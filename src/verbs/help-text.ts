import type { VerbContext } from './verb-context.ts';

/** Says how to see what one run would send, and how to turn telemetry off for one run, one session and for good. */
export function helpText({ host, command }: VerbContext): string {
  const variable = `${host.prefix}_TELEMETRY`;
  // What an SDK of the host's own would send, nobody else can show.
  const seeing = `
See what one run would send, and send nothing
  Linux, macOS                  ${variable}=inspect ${host.name} …
  Windows Command Prompt        cmd /c "set ${variable}=inspect&& ${host.name} …"
  Windows PowerShell            & { $env:${variable}='inspect'; ${host.name} … ; Remove-Item Env:${variable} }
`;
  return `${host.ownSdk === 'alone' ? '' : seeing}
Turn it off
  for good, on any system       ${command} disable
  for this machine              ${command} disable --system
  for one run
    Linux, macOS                ${variable}=0 ${host.name} …
    Windows Command Prompt      cmd /c "set ${variable}=0&& ${host.name} …"
    Windows PowerShell          & { $env:${variable}='0'; ${host.name} … ; Remove-Item Env:${variable} }
  for this session
    Linux, macOS                export ${variable}=0
    Windows Command Prompt      set ${variable}=0
    Windows PowerShell          $env:${variable} = '0'
  for good, by a variable
    Linux                       echo 'export ${variable}=0' >> ~/.profile
    macOS                       echo 'export ${variable}=0' >> ~/.zprofile
    Windows (both shells)       setx ${variable} 0
  for every program that heeds it: DO_NOT_TRACK=1
`;
}
