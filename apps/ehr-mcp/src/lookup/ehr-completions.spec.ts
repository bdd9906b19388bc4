import { scopes } from '@caregate/core-permissions';
import { givenCaller, givenRelation } from '@caregate/testing';
import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { ehrPrompts } from '../prompts/ehr-prompts.js';
import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';

let clinic: GivenClinic;
const clients: Client[] = [];

beforeAll(async () => {
  clinic = await givenClinic();
  const patient = givenCaller({ subject: 'john', role: 'patient', scopes: ['read:own_records'] });
  clinic.door.admit('patient', patient, [givenRelation('john', clinic.john, 'self')]);
  clinic.door.admit('admin', givenCaller({ subject: 'admin-1', role: 'admin', scopes: Object.keys(scopes) }));
});
afterAll(() => clinic.end());
beforeEach(() => void clinic.door.trail.entries.splice(0));
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

const eras = [
  ['2025-11-25', {}],
  ['2026-07-28', { versionNegotiation: { mode: { pin: '2026-07-28' } } }],
] as const satisfies readonly (readonly [string, ClientOptions])[];

async function completing(token: string, options: ClientOptions) {
  const client = new Client({ name: 'spec', version: '1' }, options);
  clients.push(client);
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(clinic.door.url), { requestInit }));
  return async (ref: Parameters<Client['complete']>[0]['ref'], name: string, value: string) =>
    (await client.complete({ ref, argument: { name, value } })).completion.values;
}

const handover = { type: 'ref/prompt', name: 'handover' } as const;
const oneTest = { type: 'ref/resource', uri: 'ehr://patients/{mrn}/labs/{code}' } as const;

describe.each(eras)('completion in %s', (_era, options) => {
  it('offers the patients whom the caller may open, by number and by name, and puts it on the trail', async () => {
    const complete = await completing('app', options);
    expect(await complete(handover, 'mrn', 'mrn0')).toEqual(['MRN001', 'MRN002']);
    expect(await complete(oneTest, 'mrn', 'john')).toContain('MRN001');
    expect(clinic.door.trail.entries).toEqual([
      expect.objectContaining({ event: 'patient.searched', outcome: 'success', detail: { tool: 'complete_mrn' } }),
      expect.objectContaining({ event: 'patient.searched', outcome: 'success', purpose: 'TREAT' }),
    ]);
  });

  it.each([
    ['a doctor theirs', 'doctor', ['MRN001']],
    ['a patient themselves', 'patient', ['MRN001']],
    ['a stranger nobody', 'stranger', []],
  ])('offers %s', async (_case, token, found) => {
    const complete = await completing(token, options);
    expect(await complete(handover, 'mrn', '')).toEqual(found);
    expect(await complete(handover, 'mrn', 'Mary')).toEqual([]);
  });

  it('offers codes of laboratory tests by number and by name', async () => {
    const complete = await completing('doctor', options);
    expect(await complete(oneTest, 'code', 'gluc')).toContain('2345-7');
    expect(await complete(oneTest, 'code', '2345')).toEqual(['2345-7']);
  });

  it('has nothing for who is shown no prompt', async () => {
    const complete = await completing('admin', options);
    await expect(complete(handover, 'mrn', '')).rejects.toMatchObject({ code: -32602 });
  });
});

it('knows every argument of every prompt', () => {
  expect(new Set(ehrPrompts.flatMap(({ arguments: taken }) => Object.keys(taken.shape)))).toEqual(new Set(['mrn']));
});
