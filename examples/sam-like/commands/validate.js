import { Command } from 'commander';
import { readTemplate, templateOption } from '../lib/template.js';

export function validateCommand() {
  return new Command('validate')
    .description('check a template')
    .addOption(templateOption())
    .action(async ({ template }) => {
      const { functions } = await readTemplate(template);
      console.log(`${template} is valid: ${functions.map(({ name }) => name).join(', ') || 'no functions'}`);
    });
}
