import { readdirSync } from 'node:fs';
import path from 'node:path';
import { authorize, type Person } from '@caregate/dev';
import { withClient } from '@caregate/testing';
import { callTool } from './support/call-tool.js';
import { listTools } from './support/list-tools.js';
import { addMachine } from './support/oauth-command.js';
import { tableOf, toolsOf, type PublishedTool } from './support/reference-pages.js';
import { specStack, type SpecStack } from './support/stack.js';

const roles = ['doctor', 'nurse', 'patient', 'admin', 'system'] as const;
const tools = toolsOf('apps/ehr-mcp');
const [scopeRows, permissionRows] = [tableOf('permissions.md', 'Permissions'), tableOf('permissions.md', 'Roles')];

let stack: SpecStack;
let url: string;
const tokens = new Map<string, string>();

beforeAll(async () => {
  stack = await specStack({ rooms: ['sandbox', 'auth', 'ehr-mcp', 'imaging-mcp'] });
  url = stack.addresses.ehrMcp;
  for (const role of roles) tokens.set(role, await tokenOf(role));
}, 120_000);
afterAll(() => stack.end());

/** What the reference says that a role may do. */
const permissionsOf = (role: string) =>
  permissionRows.filter((row) => row[role] === '●').map((row) => row['Permission']);

/** Of somebody in that role who was given every scope that can matter to it. */
async function tokenOf(role: string): Promise<string> {
  const held = permissionsOf(role);
  const rows = scopeRows.filter((row) => held.includes(row['Permission']));
  const named = rows.flatMap((row) =>
    [
      ...Object.values(row)
        .join(' ')
        .matchAll(/(?:read|write):\w+/gu),
    ].flat(),
  );
  const scopes = [...new Set(named)];
  const person = stack.people.find((each) => each.role === role);
  if (person !== undefined) return (await authorize(stack.addresses, person, scopes.join(' '))).accessToken;
  const machine = await addMachine(stack, { app_id: `every-${role}`, app_name: role, role, scopes });
  const { client_id: id = '', client_secret: secret = '' } = machine;
  const answer = await fetch(`${stack.addresses.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: url }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const mayCall = (role: string, permission: string) =>
  permission === 'public' || permissionsOf(role).includes(`\`${permission}\``);

/** What no trail may repeat. */
const needle = 'Needle-7431';

/** A value for each argument that some tool needs, so that nothing but the caller is wrong with a call. */
const values: Readonly<Record<string, unknown>> = {
  mrn: 'MRN001',
  first_name: needle,
  last_name: needle,
  dob: '1999-01-04',
  search_term: needle,
  query: needle,
  app_id: 'ward-display',
  app_name: needle,
  role: 'nurse',
  scopes: ['read:vitals'],
  npi: '1',
  provider_npi: '1',
  from: '2027-01-04',
  to: '2027-01-04',
  date: '2027-01-04',
  time: '09:00',
  appointment_id: 'APT0',
  medication_id: 'MED0',
  order_id: 'LAB0',
  id: 'patient/MRN001',
  allergen: needle,
  medication_name: needle,
  dosage: '500 mg',
  frequency: 'once daily',
  reason: needle,
  test_name: needle,
  results: [{ component: 'Sodium', value: 140, unit: 'mmol/L' }],
  heart_rate: 70,
  recorded_date: '2026-03-02T14:30:05Z',
  dry_run: true,
};

/** Where readers mean something else by the same name. */
const valuesOf: Readonly<Record<string, object>> = { end_allergy: { status: 'resolved' } };

const inputOf = (tool: PublishedTool) => ({
  ...Object.fromEntries(Object.entries(values).filter(([name]) => tool.arguments.includes(name))),
  ...valuesOf[tool.name],
});

function doctorPerson(): Person {
  const found = stack.people.find(({ role }) => role === 'doctor');
  if (found === undefined) throw new Error('no doctor in the sandbox');
  return found;
}

interface Entry {
  readonly event: string;
  readonly outcome: string;
  readonly decision?: string;
  readonly actor: { readonly subject: string; readonly role?: string };
  readonly detail?: { readonly tool?: string };
}

async function trail(): Promise<readonly string[]> {
  const sql = 'select body from audit.event';
  const { rows } = await withClient(stack.adminUrl, (client) => client.query<{ body: string }>(sql));
  return rows.map(({ body }) => body);
}

describe('[U03] a role', () => {
  it.each(roles)('%s sees the tools that the reference gives it, and is refused every other by name', async (role) => {
    const token = tokens.get(role) ?? '';
    const open = tools.filter(({ permission }) => mayCall(role, permission)).map(({ name }) => name);
    expect((await listTools(url, token)).map(({ name }) => name).toSorted()).toEqual(open.toSorted());
    for (const tool of tools.filter(({ name }) => !open.includes(name))) {
      const { isError, json } = await callTool(url, token, tool.name, inputOf(tool));
      expect({ tool: tool.name, isError, code: json['code'] }).toEqual({
        tool: tool.name,
        isError: true,
        code: 'access.role.refused',
      });
    }
  });
});

describe('[C06] every call of a tool', () => {
  it('is on the trail under its event, done or refused, with who called and not with what was said', async () => {
    const doctor = tokens.get('doctor') ?? '';
    const images = await authorize(stack.addresses, doctorPerson(), 'read:imaging', stack.addresses.imagingMcp);
    await callTool(url, doctor, 'get_vital_signs', { mrn: 'MRN001' });
    await callTool(url, doctor, 'search_patients', { search_term: needle });
    await callTool(url, doctor, 'prescribe_medication', { mrn: 'MRN001', medication_name: needle });
    await callTool(stack.addresses.imagingMcp, images.accessToken, 'list_datastores', {});
    await callTool(stack.addresses.imagingMcp, images.accessToken, 'get_image_set', { datastore_id: needle });
    for (const role of roles)
      for (const tool of tools.filter(({ permission }) => !mayCall(role, permission)))
        await callTool(url, tokens.get(role) ?? '', tool.name, inputOf(tool));

    const bodies = await trail();
    const entries = bodies.map((body) => JSON.parse(body) as Entry);
    const said = entries.map(({ event, outcome, actor, detail }) =>
      [detail?.tool, event, outcome, actor.role].join(' '),
    );
    for (const role of roles)
      for (const { name, event } of tools.filter(({ permission }) => !mayCall(role, permission)))
        expect(said).toContain(`${name} ${event} refused ${role}`);
    expect(said).toEqual(
      expect.arrayContaining([
        'get_vital_signs vitals.read success doctor',
        'search_patients patient.searched success doctor',
        'prescribe_medication medication.prescribed refused doctor',
      ]),
    );
    const imaging = toolsOf('apps/imaging-mcp').filter(({ name }) =>
      ['list_datastores', 'get_image_set'].includes(name),
    );
    expect(imaging).toHaveLength(2);
    for (const { name, event } of imaging) expect(said.join('\n')).toContain(`${name} ${event} `);
    expect(bodies.join('\n')).not.toMatch(new RegExp(`${needle}|Doe|1985-06-15|eyJ`, 'u'));
  });
});

describe('[E11] a tool', () => {
  it.each([
    ['apps/ehr-mcp', () => url],
    ['apps/imaging-mcp', () => stack.addresses.imagingMcp],
  ])('of %s is offered, told of and callable by being written into a file of its own', async (app, address) => {
    const source = path.resolve(import.meta.dirname, '../../..', app, 'src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.tool.ts'),
    );
    const written = files.map((file) => path.basename(file, '.tool.ts').replaceAll('-', '_'));
    const told = toolsOf(app).map(({ name }) => name);
    expect(written.toSorted()).toEqual(told.toSorted());
    const older = (await (await fetch(new URL('/tools', address()))).json()) as { tools?: { name: string }[] };
    const offered = older.tools?.map(({ name }) => name) ?? told;
    expect(offered.toSorted()).toEqual(told.toSorted());
  });
});
