import { ehrTools } from '@caregate/ehr-mcp';
import { imagingTools } from '@caregate/imaging-mcp';
import { code, page, table } from './markdown.js';

/** The MCP tools, as clients list them. */
export function toolsPage(): string {
  const sections = [
    '## The health record: `apps/ehr-mcp`',
    ...ehrTools.map(section),
    '## Images: `apps/imaging-mcp`',
    ...imagingTools.map(section),
  ];
  return page(
    'Tools',
    'What assistants can call; each sees those that its token and its role open.',
    sections.join('\n\n'),
  );
}

type ListedTool = (typeof ehrTools)[number] | (typeof imagingTools)[number];

function section({ name, permission, audit, listing }: ListedTool): string {
  const required = new Set(listing.inputSchema['required'] as readonly string[] | undefined);
  const rows = Object.entries(listing.inputSchema.properties).map(([argument, schema]) => {
    const { description = '', type = '' } = Object(schema) as { description?: string; type?: string };
    return [code(argument), type, required.has(argument) ? 'yes' : '', description];
  });
  return [
    `### ${name}`,
    `${listing.description}`,
    `Permission ${code(permission)} · audit event ${code(audit)} · ${listing.annotations['readOnlyHint'] === true ? 'reads' : 'writes'}`,
    table(['Argument', 'Type', 'Required', 'Meaning'], rows),
  ].join('\n\n');
}
