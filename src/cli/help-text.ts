/** The text of `commandspan --help`. */
export const HELP_TEXT: string = `Usage: commandspan collector [options]
       commandspan page FILE [options]
       commandspan registry DIR [options]
       commandspan redaction [FILE] [options]

collector: receives OpenTelemetry traces on this machine and prints them, one line per span.
Spans go to stdout, all else to stderr. Ctrl-C ends it.
  --port <number>    port to listen on, 0 for any free one (default: 4318)
  --host <address>   address to listen on (default: 127.0.0.1)
  --json             print one JSON object per line
  --no-color         print without colour, as NO_COLOR does

page, registry, redaction: make something of a tool's data dictionary, read from stdin:
  acme telemetry manifest --json | commandspan page TELEMETRY.md
page writes a page for users, or replaces the part of it that stands between the markers; registry writes an
OpenTelemetry attribute registry, for Weaver; redaction prints the allow-list for the Collector's redaction
processor, or writes it to a file.
  --manifest <file>  read the dictionary from a file
  --check            write nothing; exit 1 if what is there is out of date

  -h, --help         print this text
  -v, --version      print the version
`;
