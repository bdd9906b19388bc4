import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

let clinic: GivenClinic;
let asked: string[] = [];
const clients: Client[] = [];

beforeAll(async () => {
  clinic = await givenClinic();
});
afterAll(() => clinic.end());
beforeEach(async () => {
  await clinic.database.emptyCharts();
  clinic.door.trail.entries.splice(0);
  asked = [];
});
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

const eras = [
  ['2025-11-25', {}],
  ['2026-07-28', { versionNegotiation: { mode: { pin: '2026-07-28' } } }],
] as const satisfies readonly (readonly [string, ClientOptions])[];

/** The doctor at a client that shows questions, of whom each is answered in the same way. */
async function doctorWho(options: ClientOptions, action: 'accept' | 'decline', meanwhile = async () => {}) {
  const client = new Client(
    { name: 'spec', version: '1.0.0' },
    { ...options, capabilities: { elicitation: { form: {} } } },
  );
  clients.push(client);
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    asked.push(params.message);
    await meanwhile();
    return action === 'accept' ? { action, content: { confirm: true } } : { action };
  });
  const requestInit = { headers: { authorization: 'Bearer doctor' } };
  await client.connect(new StreamableHTTPClientTransport(new URL(clinic.door.url), { requestInit }));
  return async (name: string, input: Record<string, unknown>) => {
    const { structuredContent, isError, content } = await client.callTool({ name, arguments: input });
    const [first] = content;
    const said = isError === true && first?.type === 'text' ? JSON.parse(first.text) : structuredContent;
    return said as Record<string, Record<string, unknown>>;
  };
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const visit = { mrn: 'MRN001', provider_npi: '1234567893', date: inDays(60), time: '9:00 AM' };
const lisinopril = { mrn: 'MRN001', medication_name: 'Lisinopril', dosage: '10 mg', frequency: 'Once daily' };
const statesOf = async (table: 'appointment' | 'medication') =>
  (await clinic.database.query(`SELECT status FROM ehr.${table}`)).map(({ status }) => status);

describe.each(eras)('a person at a client of %s that asks (feature X05)', (_era, options) => {
  it('books, moves and cancels by agreeing, each once', async () => {
    const call = await doctorWho(options, 'accept');
    const { status, appointment = {} } = await call('schedule_appointment', visit);
    expect([status, asked]).toEqual(['success', [expect.stringContaining('Dr. Sarah Smith')]]);
    expect(asked[0]).toMatch(/ 30 minutes, Office Visit, Main Clinic\.$/);
    const booked = { mrn: 'MRN001', appointment_id: appointment['appointment_id'] };
    await expect(call('reschedule_appointment', { ...booked, date: inDays(61), time: '10:00' })).resolves.toMatchObject(
      {
        status: 'success',
        appointment: { date: inDays(61), version: 2 },
      },
    );
    await expect(call('cancel_appointment', booked)).resolves.toMatchObject({ status: 'success' });
    expect(asked).toHaveLength(3);
    expect(await statesOf('appointment')).toEqual(['cancelled']);
  });

  it('sees every warning before a prescription is written, and stops it the same way', async () => {
    await clinic.door.call('app', 'prescribe_medication', { ...lisinopril, medication_name: 'Ibuprofen' });
    const call = await doctorWho(options, 'accept');
    const { status, medication = {} } = await call('prescribe_medication', lisinopril);
    expect([status, asked]).toEqual(['success', [expect.stringMatching(/Lisinopril 10 mg.*\nWarning: .*Ibuprofen/)]]);
    expect(asked[0]).toContain('MRN001. Once daily, Oral, 0 refills.\n');
    const prescribed = { mrn: 'MRN001', medication_id: medication['medication_id'], reason: 'Cough' };
    await expect(call('discontinue_medication', prescribed)).resolves.toMatchObject({ status: 'success' });
    expect((await statesOf('medication')).toSorted()).toEqual(['active', 'discontinued']);
  });

  it('has not agreed to what came up after the question, and sees it when asked again', async () => {
    const record = { tool: 'prescribe_medication', input: { ...lisinopril, medication_name: 'Ibuprofen' } };
    const call = await doctorWho(options, 'accept', async () => {
      if (asked.length === 1) await clinic.door.call('app', record.tool, record.input);
    });
    const refused = await call('prescribe_medication', lisinopril);
    expect(refused).toMatchObject({ code: 'ehr.confirmation.invalid', message: expect.stringContaining('Ibuprofen') });
    expect(await statesOf('medication')).toEqual(['active']);
    await expect(call('prescribe_medication', lisinopril)).resolves.toMatchObject({ status: 'success' });
    expect(asked).toEqual([expect.not.stringContaining('Ibuprofen'), expect.stringContaining('Ibuprofen')]);
  });

  it('has agreed to the visit of the question, and not to what became of it since', async () => {
    const { json } = await clinic.door.call('app', 'schedule_appointment', visit);
    const booked = { mrn: 'MRN001', appointment_id: Object(json['appointment'])['appointment_id'] };
    const call = await doctorWho(options, 'accept', async () => {
      const moved = { ...booked, date: inDays(61), time: '10:00' };
      if (asked.length === 1) await clinic.door.call('app', 'reschedule_appointment', moved);
    });
    const refused = await call('cancel_appointment', { ...booked, mrn: 'mrn001' });
    const now = expect.stringContaining(`on ${inDays(61)} at 10:00 cancelled`);
    expect(refused).toMatchObject({ code: 'ehr.confirmation.invalid', message: now });
    expect(await statesOf('appointment')).toEqual(['scheduled']);
    await expect(call('cancel_appointment', booked)).resolves.toMatchObject({ status: 'success' });
    expect(asked).toEqual([expect.stringContaining(inDays(60)), expect.stringContaining(inDays(61))]);
  });

  it('cannot be held to an agreement after declining, by whatever is brought of the question', async () => {
    const call = await doctorWho(options, 'decline');
    await call('schedule_appointment', visit);
    const kept = `SELECT key FROM ehr.idempotency WHERE tool = 'confirm:schedule_appointment'`;
    expect(await clinic.database.query(kept)).toEqual([]);
  });

  it.each([
    ['schedule_appointment', visit, 'appointment.booked'],
    ['prescribe_medication', lisinopril, 'medication.prescribed'],
  ])('has nothing of %s written by declining, and the refusal on the trail', async (name, input, event) => {
    const call = await doctorWho(options, 'decline');
    await expect(call(name, input)).resolves.toMatchObject({ status: 'error', code: 'mcp.confirmation.declined' });
    expect([...(await statesOf('appointment')), ...(await statesOf('medication'))]).toEqual([]);
    expect(clinic.door.trail.entries).toEqual([
      expect.objectContaining({ event: 'write.previewed', outcome: 'success', patientId: clinic.john }),
      expect.objectContaining({ event, outcome: 'refused', decision: 'mcp.confirmation.declined' }),
    ]);
  });
});
