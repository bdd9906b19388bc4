import { givenClinic, type GivenClinic } from './testing/given-clinic.js';
import { dayIn } from './shape/day-in.js';

/** The clinic is in New York: 02:00 in UTC is the evening of the day before there. */
const eveningBefore = (day: string) => `${day}T02:00:00Z`;

describe('days are those of the clinic', () => {
  let clinic: GivenClinic;

  beforeAll(async () => {
    clinic = await givenClinic();
    const { database, john } = clinic;
    // He was born on 1985-06-15: on his first and thirteenth birthday in UTC it is still the day before in the clinic.
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, heart_rate, recorded_by)
       VALUES ($1, $2, 150, 'spec'), ($1, $3, 110, 'spec')`,
      [john, eveningBefore('1986-06-15'), eveningBefore('1997-06-15')],
    );
    const orders = await database.query(
      `INSERT INTO ehr.lab_order (order_id, patient_id, test_name, status, ordered_at, resulted_at)
       VALUES ('LAB000001', $1, 'Creatinine', 'final', $2, $2), ('LAB000002', $1, 'Creatinine', 'final', $3, $3)
       RETURNING id`,
      [john, eveningBefore('2003-06-15'), eveningBefore('2003-07-15')],
    );
    const [first, second] = orders.map(({ id }) => id);
    await database.query(
      `INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, loinc_code, value_number, unit, effective_at)
       VALUES ($2, $1, 'Creatinine', '2160-0', 1.2, 'mg/dL', $4), ($3, $1, 'Creatinine', '2160-0', 1.2, 'mg/dL', $5),
              ($3, $1, 'Sodium', '2951-2', 140, 'mmol/L', $5)`,
      [john, first, second, eveningBefore('2003-06-15'), eveningBefore('2003-07-15')],
    );
  });
  afterAll(() => clinic.end());

  const read = async (name: string, input: object) =>
    (await clinic.door.call('doctor', name, { mrn: 'MRN001', ...input })).json;

  it('for the age at which vital signs are judged', async () => {
    const { vital_signs: recordings } = await read('get_vital_signs', {});
    // At twelve 60 to 100 is normal, at eleven 75 to 118; in the first year up to 190, in the second up to 140.
    expect(recordings).toMatchObject([
      { reference: { heart_rate: '75-118' }, flags: { heart_rate: 'N' } },
      { reference: { heart_rate: '100-190' }, flags: { heart_rate: 'N' } },
    ]);
    const { trend } = await read('get_vital_signs', { trend_of: 'heart_rate' });
    expect(trend).toMatchObject({ first_reference: '100-190', last_reference: '75-118' });
  });

  it('for the age at which results are judged', async () => {
    const { lab_results: orders } = await read('get_lab_results', { code: '2160-0' });
    expect(orders).toMatchObject([
      { order_id: 'LAB000002', results: [{ reference: '0.74-1.35', flag: 'N' }] },
      { order_id: 'LAB000001', results: [{ reference: '0.5-1', flag: 'H' }] },
    ]);
  });

  it('for periods of recordings and results', async () => {
    const day = { from: '1997-06-14', to: '1997-06-14', fields: ['heart_rate'] };
    expect((await read('get_vital_signs', day))['vital_signs']).toEqual([{ heart_rate: 110 }]);
    const next = { from: '1997-06-15', to: '1997-06-15' };
    expect((await read('get_vital_signs', next))['vital_signs']).toEqual([]);
    const ordered = { from: '2003-07-14', to: '2003-07-14', fields: ['order_id'] };
    expect((await read('get_lab_results', ordered))['lab_results']).toEqual([{ order_id: 'LAB000002' }]);
  });

  it('for the day of a prescription', async () => {
    await clinic.door.call('app', 'prescribe_medication', {
      mrn: 'MRN001',
      medication_name: 'Metformin',
      dosage: '500 mg',
      frequency: 'Once daily',
    });
    const { medications } = await read('get_medications', { fields: ['prescribed_date'] });
    expect(medications).toEqual([{ prescribed_date: dayIn('America/New_York', new Date()) }]);
  });

  it('narrow the newest results and the trend, as the code does, which once counted for neither', async () => {
    const newest = await read('get_lab_results', { latest: true, code: '2951-2' });
    expect(newest['lab_results']).toMatchObject([{ results: [{ component: 'Sodium' }] }]);
    const until = await read('get_lab_results', { latest: true, to: '2003-07-01' });
    expect(until['lab_results']).toMatchObject([{ order_id: 'LAB000001', results: [{ component: 'Creatinine' }] }]);
    const narrow = await read('get_lab_results', { trend: true, code: '2160-0', to: '2003-07-01' });
    expect(narrow).not.toHaveProperty('trend');
    const one = await read('get_vital_signs', { trend_of: 'heart_rate', from: '1990-01-01' });
    expect(one).not.toHaveProperty('trend');
  });
});

describe('the day of an instant', () => {
  it.each([
    ['America/New_York', '2026-11-22T04:59:59Z', '2026-11-21'],
    ['America/New_York', '2026-11-22T05:00:00Z', '2026-11-22'],
    ['Pacific/Kiritimati', '2026-11-21T10:00:00Z', '2026-11-22'],
    ['Asia/Kathmandu', '2024-02-28T18:15:00Z', '2024-02-29'],
  ])('in %s at %s is %s', (zone, instant, day) => {
    expect(dayIn(zone, new Date(instant))).toBe(day);
  });
});
