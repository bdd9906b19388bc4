import { ehrTools } from '@caregate/ehr-mcp';
import { code, page, table } from './markdown.js';

/** The MCP tools, as clients list them. */
export function toolsPage(): string {
  const sections = ehrTools.map(({ name, permission, audit, listing }) => {
    const required = new Set(listing.inputSchema['required'] as readonly string[] | undefined);
    const rows = Object.entries(listing.inputSchema.properties).map(([argument, schema]) => {
      const { description = '', type = '' } = Object(schema) as { description?: string; type?: string };
      return [code(argument), type, required.has(argument) ? 'yes' : '', description];
    });
    return [
      `## ${name}`,
      `${listing.description}`,
      `Permission ${code(permission)} · audit event ${code(audit)} · ${listing.annotations['readOnlyHint'] === true ? 'reads' : 'writes'}`,
      table(['Argument', 'Type', 'Required', 'Meaning'], rows),
    ].join('\n\n');
  });
  return page('Tools', 'Tools of the health record (`apps/ehr-mcp`).', sections.join('\n\n'));
}
