import { withClient } from '@caregate/testing';
import { givenClinic, type GivenClinic } from './testing/given-clinic.js';

let clinic: GivenClinic;

beforeAll(async () => {
  clinic = await givenClinic();
});
afterAll(() => clinic.end());
beforeEach(async () => {
  await clinic.database.emptyCharts();
  clinic.door.trail.entries.splice(0);
});

const npi = '1234567893';
const monday = nextMonday();
const clocksGoBack = nextFirstSundayOfNovember();
const visit = { mrn: 'MRN001', provider_npi: npi, date: monday, time: '9:00 AM', reason: 'Cough' };
const call = (name: string, input: Record<string, unknown>, token = 'app') => clinic.door.call(token, name, input);
const count = async () => Number((await clinic.database.query('SELECT count(*) FROM ehr.appointment'))[0]?.['count']);
const booked = async (input: Record<string, unknown> = {}) => {
  const { json } = await call('schedule_appointment', { ...visit, ...input });
  return (json as { appointment: { appointment_id: string; version: number } }).appointment;
};

describe('schedule_appointment', () => {
  it('answers a client with the shape of the older server (feature E05), and is on the trail', async () => {
    const { json } = await call('schedule_appointment', visit);
    expect(json).toEqual({
      status: 'success',
      message: expect.stringContaining('Dr. Sarah Smith'),
      appointment: {
        appointment_id: expect.stringMatching(/^APT[0-9A-F]{6}$/),
        date: monday,
        time: '09:00',
        provider: 'Dr. Sarah Smith',
        department: 'Primary Care',
        status: 'scheduled',
        duration_minutes: 30,
        version: 1,
      },
    });
    expect(clinic.door.trail.entries).toEqual([
      expect.objectContaining({ event: 'appointment.booked', outcome: 'success', patientId: clinic.john }),
    ]);
    await expect(clinic.database.query('SELECT target, activity, actor_subject FROM ehr.provenance')).resolves.toEqual([
      { target: 'appointment', activity: 'create', actor_subject: 'app-1' },
    ]);
  });

  it('gives one slot to exactly one of 50 who ask at once (feature E10)', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_none, index) =>
        call('schedule_appointment', { ...visit, mrn: index % 2 === 0 ? 'MRN001' : 'MRN002' }),
      ),
    );
    const refused = answers.filter(({ isError }) => isError);
    expect(refused).toHaveLength(49);
    expect(new Set(refused.map(({ json }) => json['code']))).toEqual(new Set(['ehr.appointment.conflict']));
    expect(await count()).toBe(1);
  });

  it('refuses what is taken without waiting for anybody who is booking, and answers what repeats a booking', async () => {
    await booked({ idempotency_key: 'first-of-all' });
    await withClient(clinic.database.superuserUrl, async (other) => {
      await other.query('BEGIN');
      await other.query('SELECT FROM ehr.provider FOR NO KEY UPDATE');
      const { json } = await call('schedule_appointment', visit);
      expect(json).toMatchObject({ code: 'ehr.appointment.conflict', conflicts: [{ kind: 'provider_busy' }, {}] });
      const again = await call('schedule_appointment', { ...visit, idempotency_key: 'first-of-all' });
      expect(again.json).toMatchObject({ status: 'success' });
      await other.query('ROLLBACK');
    });
  });

  it('does not find a provider who does not exist, whatever else the patient does at that time', async () => {
    await booked();
    const { json } = await call('schedule_appointment', { ...visit, provider_npi: '9999999999' });
    expect(json).toMatchObject({
      code: 'ehr.provider.not_found',
      message: 'Provider with NPI 9999999999 not found',
    });
  });

  it('names all conflicts of provider and patient at once, and of other patients only the time', async () => {
    await clinic.database.query(
      `INSERT INTO ehr.provider (npi, name, specialty, department) VALUES ('1000000004', 'Dr. Other', 'x', 'y')
       ON CONFLICT DO NOTHING`,
    );
    const others = await booked({ mrn: 'MRN002', time: '10:00' });
    const own = await booked({ provider_npi: '1000000004', time: '10:30' });
    const { json } = await call('schedule_appointment', { ...visit, time: '10:00', duration_minutes: 60 });
    expect(json).toMatchObject({
      code: 'ehr.appointment.conflict',
      message: expect.stringMatching(/^Time slot already booked/),
      conflicts: [
        { kind: 'provider_busy', message: 'The provider is booked from 10:00 to 10:30.' },
        { kind: 'patient_busy', message: expect.stringContaining(own.appointment_id) },
      ],
    });
    expect(JSON.stringify(json)).not.toContain(others.appointment_id);
  });

  it.each([
    ['a time that is over', { date: '2020-01-06' }, 'ehr.appointment.conflict'],
    ['an hour that the clocks skip', { date: '2027-03-14', time: '02:30' }, 'ehr.appointment.time_invalid'],
    ['a time that is none', { time: '25:00' }, 'request.invalid'],
    ['13 PM', { time: '13:00 PM' }, 'request.invalid'],
    ['a provider who does not exist', { provider_npi: '1' }, 'ehr.provider.not_found'],
    ['a patient who does not exist', { mrn: 'MRN999' }, 'ehr.patient.not_found'],
  ])('refuses %s, and writes nothing', async (_case, wrong, code) => {
    const { json } = await call('schedule_appointment', { ...visit, ...wrong });
    expect(json).toMatchObject({ status: 'error', code });
    expect(await count()).toBe(0);
    expect(await clinic.database.query('SELECT FROM ehr.provenance')).toEqual([]);
  });

  it('keeps the time of the clinic when the clocks change', async () => {
    await booked({ date: '2027-03-12' });
    await booked({ date: '2027-03-15' });
    const rows = await clinic.database.query(
      `SELECT (starts_at AT TIME ZONE 'UTC')::text AS utc FROM ehr.appointment ORDER BY 1`,
    );
    expect(rows).toEqual([{ utc: '2027-03-12 14:00:00' }, { utc: '2027-03-15 13:00:00' }]);
  });

  it('warns of a time outside the opening hours', async () => {
    const { json } = await call('schedule_appointment', { ...visit, time: '20:00' });
    expect(json).toMatchObject({ status: 'success', warnings: [expect.stringContaining('opening hours')] });
  });

  it('says which of the two is meant where the clocks go back', async () => {
    const { json } = await call('schedule_appointment', { ...visit, date: clocksGoBack, time: '01:30' });
    expect(json).toMatchObject({ warnings: expect.arrayContaining([expect.stringContaining('the second')]) });
    const [row] = await clinic.database.query(
      `SELECT starts_at AT TIME ZONE 'UTC' = '${clocksGoBack} 06:30' AS second FROM ehr.appointment`,
    );
    expect(row).toEqual({ second: true });
  });

  it('books each of the two where the clocks go back and the offset says which, once', async () => {
    const night = { ...visit, date: clocksGoBack };
    for (const time of ['01:30', '1:30 AM-04:00']) {
      const { json } = await call('schedule_appointment', { ...night, time });
      expect(json).toMatchObject({ status: 'success', appointment: { date: clocksGoBack, time: '01:30' } });
    }
    for (const time of ['01:30-05:00', '01:30-04:00']) {
      const { json } = await call('schedule_appointment', { ...night, time });
      expect(json).toMatchObject({ code: 'ehr.appointment.conflict' });
    }
    const { appointment_id } = await booked({ time: '10:00-05:00', date: '2027-01-04' });
    const moved = { mrn: 'MRN001', appointment_id, date: clocksGoBack };
    const first = await call('reschedule_appointment', { ...moved, time: '01:00-04:00' });
    expect(first.json).toMatchObject({ warnings: expect.arrayContaining([expect.stringContaining('the first')]) });
    const elsewhere = await call('reschedule_appointment', { ...moved, time: '09:00-04:00' });
    expect(elsewhere.json).toMatchObject({ code: 'ehr.appointment.time_invalid' });
    const rows = await clinic.database.query(
      `SELECT to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS utc FROM ehr.appointment ORDER BY 1`,
    );
    expect(rows.map(({ utc }) => utc)).toEqual(['05:00', '05:30', '06:30'].map((time) => `${clocksGoBack} ${time}`));
  });

  it('asks a person to confirm, books nothing until then, and only what was shown', async () => {
    const asked = await call('schedule_appointment', visit, 'doctor');
    expect(asked.json).toMatchObject({ status: 'confirmation_required', appointment: { date: monday, time: '09:00' } });
    expect(await count()).toBe(0);
    expect(clinic.door.trail.entries).toEqual([expect.objectContaining({ event: 'write.previewed' })]);
    const confirmToken = asked.json['confirm_token'];
    const other = await call(
      'schedule_appointment',
      { ...visit, time: '11:00', confirm_token: confirmToken },
      'doctor',
    );
    expect(other.json).toMatchObject({ code: 'ehr.confirmation.invalid' });
    const thief = await call('schedule_appointment', { ...visit, confirm_token: confirmToken }, 'cautious');
    expect(thief.json).toMatchObject({ code: 'ehr.confirmation.invalid' });
    const done = await call('schedule_appointment', { ...visit, confirm_token: confirmToken }, 'doctor');
    expect(done.json).toMatchObject({ status: 'success' });
    const again = await call('schedule_appointment', { ...visit, confirm_token: confirmToken }, 'doctor');
    expect(again.json).toMatchObject({ code: 'ehr.confirmation.invalid' });
    expect(await count()).toBe(1);
  });

  it.each([
    ['of yesterday', `- interval '11 minutes'`],
    ['whose age nobody knows, as the clock has been set back since', `+ interval '2 hours'`],
  ])('does not accept a confirmation %s', async (_case, made) => {
    const { json } = await call('schedule_appointment', visit, 'doctor');
    await clinic.database.query(`UPDATE ehr.idempotency SET created_at = now() ${made}`);
    const late = await call('schedule_appointment', { ...visit, confirm_token: json['confirm_token'] }, 'doctor');
    expect(late.json).toMatchObject({ code: 'ehr.confirmation.invalid' });
  });

  it('books once when a lost answer is asked for again, and answers the same', async () => {
    const keyed = { ...visit, idempotency_key: 'lost-answer' };
    const answers = [await call('schedule_appointment', keyed), await call('schedule_appointment', keyed)];
    expect(answers[1]?.json).toEqual(answers[0]?.json);
    expect(await count()).toBe(1);
  });

  it('refuses an unrelated patient, and a caller without the scope', async () => {
    const stranger = await call('schedule_appointment', visit, 'stranger');
    expect(stranger.json).toMatchObject({ code: 'access.patient.refused' });
    await expect(call('schedule_appointment', visit, 'reader')).resolves.toMatchObject({ status: 403 });
    expect(await count()).toBe(0);
  });
});

describe('find_free_slots', () => {
  it('answers what is free within the opening hours, and on no weekend', async () => {
    await booked({ time: '08:30' });
    const { json } = await call('find_free_slots', { provider_npi: npi, from: monday, to: monday, limit: 3 });
    expect(json).toEqual({
      status: 'success',
      provider: 'Dr. Sarah Smith',
      time_zone: 'America/New_York',
      slots: ['08:00', '09:00', '09:30'].map((time) => ({ date: monday, time })),
      message: expect.stringContaining('more'),
    });
    const saturday = daysAfter(monday, 5);
    const weekend = await call('find_free_slots', { provider_npi: npi, from: saturday, to: daysAfter(monday, 6) });
    expect(weekend.json).toMatchObject({ slots: [], message: expect.stringContaining('Nothing is free') });
  });

  it('finds room for a long visit where a short one ends, and what it offers can be booked', async () => {
    for (const time of ['08:00', '10:00', '12:00', '14:00']) await booked({ time });
    const long = { provider_npi: npi, duration_minutes: 120 };
    const { json } = await call('find_free_slots', { ...long, from: monday, to: monday });
    expect(json['slots']).toEqual([{ date: monday, time: '14:30' }]);
    await expect(booked({ ...long, time: '14:30' })).resolves.toMatchObject({ duration_minutes: 120 });
  });

  it.each([
    ['a provider who does not exist', { provider_npi: '1', to: monday }, 'ehr.provider.not_found'],
    ['days in the wrong order', { to: daysAfter(monday, -1) }, 'request.invalid'],
    ['a whole year', { to: daysAfter(monday, 365) }, 'request.invalid'],
  ])('refuses %s', async (_case, wrong, code) => {
    const { json } = await call('find_free_slots', { provider_npi: npi, from: monday, ...wrong });
    expect(json).toMatchObject({ code });
  });
});

describe('reschedule_appointment and cancel_appointment (feature E12)', () => {
  it('move a visit to a time that overlaps only with itself, and keep what was before', async () => {
    const { appointment_id: id, version } = await booked();
    const moved = { mrn: 'MRN001', appointment_id: id, date: monday, time: '09:15', expected_version: version };
    const { json } = await call('reschedule_appointment', moved);
    expect(json).toMatchObject({ status: 'success', appointment: { time: '09:15', version: 2 } });
    const rows = await clinic.database.query(
      `SELECT before ->> 'starts_at' IS NOT NULL AS kept FROM ehr.provenance WHERE activity = 'update'`,
    );
    expect(rows).toEqual([{ kept: true }]);
  });

  it('cancel a visit, whose time is free again', async () => {
    const { appointment_id: id } = await booked();
    const { json } = await call('cancel_appointment', { mrn: 'MRN001', appointment_id: id, reason: 'Patient is ill' });
    expect(json).toMatchObject({ status: 'success', appointment: { status: 'cancelled', version: 2 } });
    await expect(booked()).resolves.toMatchObject({ version: 1 });
  });

  it.each([
    ['reschedule_appointment', { date: monday, time: '11:00' }],
    ['cancel_appointment', {}],
  ])('%s refuses what somebody else changed, what is over, and what belongs to another patient', async (name, rest) => {
    const { appointment_id: id } = await booked();
    const stale = await call(name, { mrn: 'MRN001', appointment_id: id, expected_version: 7, ...rest });
    expect(stale.json).toMatchObject({ code: 'ehr.record.changed' });
    const elsewhere = await call(name, { mrn: 'MRN002', appointment_id: id, ...rest });
    expect(elsewhere.json).toMatchObject({ code: 'ehr.appointment.not_found' });
    await call('cancel_appointment', { mrn: 'MRN001', appointment_id: id });
    const over = await call(name, { mrn: 'MRN001', appointment_id: id, ...rest });
    expect(over.json).toMatchObject({ code: 'ehr.appointment.closed' });
  });

  it('do not move a visit onto another', async () => {
    const { appointment_id: id } = await booked();
    await booked({ mrn: 'MRN002', time: '11:00' });
    const onto = { mrn: 'MRN001', appointment_id: id, date: monday, time: '11:00' };
    const { json } = await call('reschedule_appointment', onto);
    expect(json).toMatchObject({ code: 'ehr.appointment.conflict', conflicts: [{ kind: 'provider_busy' }] });
  });
});

function nextMonday(): string {
  const today = new Date();
  const ahead = ((8 - today.getUTCDay()) % 7) + 7;
  return daysAfter(today.toISOString().slice(0, 10), ahead);
}

/** In New York: the first Sunday of November (15 U.S.C. 260a), of next year. */
function nextFirstSundayOfNovember(): string {
  const first = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 10, 1));
  return daysAfter(first.toISOString().slice(0, 10), (7 - first.getUTCDay()) % 7);
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
