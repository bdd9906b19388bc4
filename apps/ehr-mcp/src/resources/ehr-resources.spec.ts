import { postMcp } from '@caregate/testing';
import { ehrTools } from '../ehr-tools.js';
import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';
import { ehrResources } from './ehr-resources.js';

/** Of a resource, and of a tool. */
interface Answer {
  readonly result: Readonly<Record<'contents' | 'content', readonly [{ readonly text: string }]>>;
}

describe('the record of a patient by address', () => {
  let clinic: GivenClinic;

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());

  it.each(ehrResources.map(({ uriTemplate, tool }) => [uriTemplate, tool] as const))(
    '%s is what %s answers, as one look at the record on the trail',
    async (template, tool) => {
      const before = clinic.door.trail.entries.length;
      const read = await ask('resources/read', { uri: addressIn(template, 'mrn001') });
      const one = template.includes('{code}') ? { code: '2345-7' } : {};
      const called = await ask('tools/call', { name: tool, arguments: { mrn: 'mrn001', ...one } });
      expect(read.result.contents[0].text).toBe(called.result.content[0].text);
      expect(JSON.parse(read.result.contents[0].text)).toMatchObject({ status: 'success' });
      const [first, second] = clinic.door.trail.entries.slice(before);
      expect(first).toMatchObject({ event: second?.event, outcome: 'success', patientId: clinic.john });
    },
  );

  it.each(ehrResources.map(({ uriTemplate }) => uriTemplate))('%s of another patient is refused', async (template) => {
    const other = await ask('resources/read', { uri: addressIn(template, 'MRN002') });
    expect(other).toMatchObject({ error: { data: { code: 'access.patient.refused' } } });
  });

  it('only reads', () => {
    const behind = ehrResources.map(({ tool }) => ehrTools.find(({ name }) => name === tool));
    expect(behind.map((tool) => tool?.listing.annotations['readOnlyHint'])).toEqual(ehrResources.map(() => true));
  });

  async function ask(method: string, params: Readonly<Record<string, unknown>>) {
    const { message } = await postMcp(clinic.door.url, 'doctor', method, params);
    return message as Answer;
  }
});

function addressIn(template: string, mrn: string): string {
  return template.replace('{mrn}', mrn).replace('{code}', '2345-7');
}
