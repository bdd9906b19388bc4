import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';
import { refuseBeyond } from './booking-horizon.js';

const npi = '1234567893';

describe('how far ahead is booked', () => {
  let clinic: GivenClinic;
  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());
  beforeEach(() => clinic.database.emptyCharts());

  const call = async (name: string, input: Record<string, unknown>) =>
    (await clinic.door.call('app', name, input)).json;
  const visit = { mrn: 'MRN001', provider_npi: npi, time: '10:00' };
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const tooFar = {
    code: 'ehr.appointment.too_far',
    message: expect.stringMatching(/730 days ahead, until \d{4}-\d\d-\d\d/),
  };

  it.each(['9999-12-31', inDays(740)])('ends before %s', async (date) => {
    expect(await call('schedule_appointment', { ...visit, date })).toMatchObject(tooFar);
    expect(await call('find_free_slots', { provider_npi: npi, from: date, to: date })).toMatchObject(tooFar);
    expect(await clinic.database.query('SELECT FROM ehr.appointment')).toEqual([]);
  });

  it('holds for a visit that is moved, and for the last day of a search', async () => {
    const { appointment } = await call('schedule_appointment', { ...visit, date: inDays(720) });
    const { appointment_id: id } = appointment as Record<string, unknown>;
    const moved = { mrn: 'MRN001', appointment_id: id, time: '10:00', date: inDays(760) };
    expect(await call('reschedule_appointment', moved)).toMatchObject(tooFar);
    expect(await call('find_free_slots', { provider_npi: npi, from: inDays(720), to: inDays(745) })).toMatchObject(
      tooFar,
    );
  });

  it('counts the days on the calendar of the clinic, the last included', () => {
    const tokyo = { timeZone: 'Asia/Tokyo', opensMinute: 0, closesMinute: 60, bookingHorizonDays: 1 };
    const now = new Date('2028-02-27T16:00:00Z');
    expect(() => refuseBeyond(tokyo, '2028-02-29', now)).not.toThrow();
    expect(() => refuseBeyond(tokyo, '2028-03-01', now)).toThrow(
      expect.objectContaining({ publicMessage: expect.stringContaining('1 days ahead, until 2028-02-29') }),
    );
  });
});
