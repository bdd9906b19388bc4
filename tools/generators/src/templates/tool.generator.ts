import { permissions, type Permission } from '@caregate/core-permissions';
import { auditEvents, type AuditEventName } from '@caregate/kit-audit';
import type { Generator } from '../generated.js';
import { known } from '../known.js';
import { namesOf } from '../names.js';

/** How a tool of each app names a patient, and finds whose record it is. */
const subjects = {
  'ehr-mcp': {
    list: 'ehr-tools.ts',
    services: 'EhrServices',
    imports: `import { mrn } from '../shape/mrn.js';`,
    input: '{ mrn }',
    patient: '({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked)',
    next: [
      'say in apps/ehr-mcp/src/access/matrix-table.fixture.ts who may call it',
      'give each argument that it needs a value in apps/e2e/src/tools.spec.ts',
    ],
  },
  'imaging-mcp': {
    list: 'imaging-tools.ts',
    services: 'ImagingServices',
    imports: `import { addressOf, datastoreId, imageSetId } from '../image-sets/image-set.parameters.js';`,
    input: '{ datastore_id: datastoreId, image_set_id: imageSetId }',
    patient: '(input, { imageSets }: ImagingServices) => imageSets.subjectOf(addressOf(input))',
    next: ['call it with what it needs in apps/e2e/src/imaging.spec.ts'],
  },
};
const apps = Object.keys(subjects) as (keyof typeof subjects)[];
const allPermissions = Object.keys(permissions) as Permission[];
const allEvents = Object.keys(auditEvents) as AuditEventName[];

/** An MCP tool about one patient, with a spec of its definition. */
export const toolGenerator: Generator = {
  usage: 'tool <app> <name> <permission> <audit-event>',
  arguments: 4,
  files: ([givenApp = '', name = '', givenPermission = '', givenEvent = '']) => {
    const { kebab, camel, snake, words } = namesOf(name);
    const app = known('app with tools', givenApp, apps);
    const permission = known('permission', givenPermission, allPermissions);
    const event = known('audit event', givenEvent, allEvents);
    const { services, imports, input, patient } = subjects[app];
    const folder = `apps/${app}/src/${kebab}`;
    return {
      [`${folder}/${kebab}.tool.ts`]: `import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { ${services} } from '../services.js';
${imports}

/** Say here what it answers, and what it leaves out. */
export const ${camel} = defineTool({
  name: '${snake}',
  title: '${words.charAt(0).toUpperCase()}${words.slice(1)}',
  description: 'Say here when an assistant should use it.',
  input: z.strictObject(${input}),
  output: z.strictObject({ status: z.literal('success').describe('success') }),
  permission: '${permission}',
  audit: '${event}',
  hints: { readOnly: true, idempotent: true },
  patient: ${patient},
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
  additions: ([givenApp = '', name = '']) => {
    const app = known('app with tools', givenApp, apps);
    return { [`apps/${app}/src/${subjects[app].list}`]: (text) => listed(text, namesOf(name)) };
  },
  next: ([givenApp = '']) => [...subjects[known('app with tools', givenApp, apps)].next, 'npm run docs:generate'],
};

/** Imported, and last in the list. */
function listed(text: string, { kebab, camel }: { kebab: string; camel: string }): string {
  return text
    .replace(/^import type \{ \w+Services \}/m, `import { ${camel} } from './${kebab}/${kebab}.tool.js';\n$&`)
    .replace(/^\];$/m, `  ${camel},\n];`);
}
