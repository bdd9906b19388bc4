import type { Generator } from '../generated.js';
import { namesOf } from '../names.js';

/** An MCP tool about one patient, with a spec of its definition. */
export const toolGenerator: Generator = {
  usage: 'tool <app> <name> <permission> <audit-event>',
  arguments: 4,
  files: ([app = '', name = '', permission = '', event = '']) => {
    const { kebab, camel, snake, words } = namesOf(name);
    const folder = `apps/${namesOf(app).kebab}/src/${kebab}`;
    return {
      [`${folder}/${kebab}.tool.ts`]: `import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';

/** Say here what it answers, and what it leaves out. */
export const ${camel} = defineTool({
  name: '${snake}',
  title: '${words.charAt(0).toUpperCase()}${words.slice(1)}',
  description: 'Say here when an assistant should use it.',
  input: z.strictObject({ mrn }),
  output: z.strictObject({ status: z.literal('success').describe('success') }),
  permission: '${permission}',
  audit: '${event}',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async () => ({ status: 'success' as const }),
});
`,
      [`${folder}/${kebab}.tool.spec.ts`]: `import { schemaComplaints } from '@caregate/kit-mcp';
import { ${camel} } from './${kebab}.tool.js';

describe('${snake}', () => {
  it('has schemas that every host accepts', () => {
    expect(schemaComplaints([${camel}])).toEqual([]);
  });

  it('is opened by ${permission} and recorded as ${event}', () => {
    expect(${camel}).toMatchObject({ permission: '${permission}', audit: '${event}' });
  });
});
`,
    };
  },
  next: ([, name = '']) => [`add ${namesOf(name).camel} to the list of tools`, 'npm run docs:generate'],
};
