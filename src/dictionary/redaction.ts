import type { Manifest } from './manifest.ts';
import { toYaml } from './yaml.ts';

/**
 * Writes a configuration of the Collector's `redaction` processor that lets through what the host can record and
 * nothing else: a second filter on the vendor's side. `silent`, because the processor would else add the names of what
 * it removed.
 */
export function formatRedaction({ name, attributes }: Manifest): string {
  const head = `# What ${name} can record. Written by \`commandspan redaction\`.\n`;
  const redaction = {
    allow_all_keys: false,
    allowed_keys: attributes.map(({ key }) => key),
    summary: 'silent',
  };
  return head + toYaml({ processors: { redaction } });
}
