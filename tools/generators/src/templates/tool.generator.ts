import { permissions, type Permission } from '@caregate/core-permissions';
import { auditEvents, type AuditEventName } from '@caregate/kit-audit';
import type { Generator } from '../generated.js';
import { known } from '../known.js';
import { namesOf } from '../names.js';

/** How a tool of each app names a patient, finds whose record it is, and is proved. */
const subjects = {
  'ehr-mcp': {
    list: 'ehr-tools.ts',
    services: 'EhrServices',
    imports: `import { mrn } from '../shape/mrn.js';`,
    input: '{ mrn }',
    patient: '({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked)',
    spec: specAtClinic,
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
    spec: undefined,
    next: [
      'prove in apps/imaging-mcp/src/imaging-tools.spec.ts what it answers and refuses',
      'call it with what it needs in apps/e2e/src/imaging.spec.ts',
    ],
  },
};
const apps = Object.keys(subjects) as (keyof typeof subjects)[];
const allPermissions = Object.keys(permissions) as Permission[];
const allEvents = Object.keys(auditEvents) as AuditEventName[];

/** An MCP tool about one patient, in the room of its feature; where its app has a clinic for specs, with one. */
export const toolGenerator: Generator = {
  usage: 'tool <app> <feature> <name> <permission> <audit-event>',
  arguments: 5,
  files: ([givenApp = '', feature = '', name = '', givenPermission = '', givenEvent = '']) => {
    const { kebab, camel, snake, words } = namesOf(name);
    const app = known('app with tools', givenApp, apps);
    const permission = known('permission', givenPermission, allPermissions);
    const event = known('audit event', givenEvent, allEvents);
    const { services, imports, input, patient, spec } = subjects[app];
    const file = `apps/${app}/src/${namesOf(feature).kebab}/${kebab}`;
    return {
      [`${file}.tool.ts`]: `import { defineTool } from '@caregate/kit-mcp';
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
      ...(spec && { [`${file}.spec.ts`]: spec(snake, event) }),
    };
  },
  additions: ([givenApp = '', feature = '', name = '']) => {
    const app = known('app with tools', givenApp, apps);
    const { kebab, camel } = namesOf(name);
    const definition = `./${namesOf(feature).kebab}/${kebab}.tool.js`;
    return { [`apps/${app}/src/${subjects[app].list}`]: (text) => listed(text, camel, definition) };
  },
  next: ([givenApp = '']) => [...subjects[known('app with tools', givenApp, apps)].next, 'npm run docs:generate'],
};

/** Imported, and last in the list. */
function listed(text: string, camel: string, definition: string): string {
  return text
    .replace(/^import type \{ \w+Services \}/m, `import { ${camel} } from '${definition}';\n$&`)
    .replace(/^\];$/m, `  ${camel},\n];`);
}

/** Who may call it is proved by the matrix of tools; here, that who may gets an answer that is on the trail. */
function specAtClinic(tool: string, event: string): string {
  return `import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';

describe('${tool}', () => {
  let clinic: GivenClinic;

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());
  beforeEach(() => void clinic.door.trail.entries.splice(0));

  async function call(token: string) {
    const { json } = await clinic.door.call(token, '${tool}', { mrn: 'MRN001' });
    return json;
  }

  it('answers about a patient of the caller, and is on the trail', async () => {
    expect(await call('doctor')).toEqual({ status: 'success' });
    const recorded = { event: '${event}', outcome: 'success', patientId: clinic.john };
    expect(clinic.door.trail.entries).toMatchObject([recorded]);
  });

  it('refuses who is nothing to the patient, and is on the trail', async () => {
    expect(await call('stranger')).toMatchObject({ code: 'access.patient.refused' });
    expect(clinic.door.trail.entries).toMatchObject([{ event: '${event}', outcome: 'refused' }]);
  });
});
`;
}
