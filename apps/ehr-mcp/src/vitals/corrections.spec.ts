import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';

describe('a correction of vital signs', () => {
  let clinic: GivenClinic;
  const at = '2026-03-02T14:30:05Z';

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());
  beforeEach(async () => {
    await clinic.database.emptyCharts();
    await clinic.database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, systolic_bp, diastolic_bp, weight, height, bmi, recorded_by)
       VALUES ($1, '2026-03-02T14:30:05.4Z', 182, 80, 400, 68, 60.8, 'nurse-9')`,
      [clinic.john],
    );
  });

  const correct = async (input: object, token = 'nurse') => {
    const reason = { corrects: at, correction_reason: 'Typed in the wrong unit' };
    return (await clinic.door.call(token, 'record_vital_signs', { mrn: 'MRN001', ...reason, ...input })).json;
  };
  const read = async () =>
    (await clinic.door.call('doctor', 'get_vital_signs', { mrn: 'MRN001' })).json['vital_signs'] as object[];

  it('writes over what it names, computes what follows, and leaves time and measurer', async () => {
    expect(await correct({ weight: 180 })).toMatchObject({ status: 'success', message: expect.stringContaining(at) });
    const [corrected, ...others] = await read();
    expect(others).toEqual([]);
    expect(corrected).toMatchObject({
      recorded_date: at,
      blood_pressure: '182/80',
      weight: 180,
      bmi: 27.4,
      recorded_by: 'nurse-9',
    });
  });

  it('may itself be corrected; each says who, why and what was there before it', async () => {
    await correct({ weight: 180 });
    await correct({ systolic_bp: 128, correction_reason: 'Digits were swapped' });
    const rows = await clinic.database.query(
      `SELECT activity, reason, actor_subject, before->'weight' AS weight, before->'version' AS version
       FROM ehr.provenance ORDER BY id`,
    );
    const by = { activity: 'update', actor_subject: 'nurse-1' };
    expect(rows).toEqual([
      { ...by, reason: 'Typed in the wrong unit', weight: 400, version: 1 },
      { ...by, reason: 'Digits were swapped', weight: 180, version: 2 },
    ]);
  });

  it('is made once of those who read the same version, and of no other (feature X06)', async () => {
    const [{ version } = { version: 0 }] = (await read()) as { version: number }[];
    const rates = Array.from({ length: 20 }, (_, index) => 60 + index);
    const answers = await Promise.all(rates.map((rate) => correct({ heart_rate: rate, expected_version: version })));
    const [won, ...others] = answers.flatMap(({ status }, index) => (status === 'success' ? [rates[index]] : []));
    expect(others).toEqual([]);
    expect(answers.filter(({ code }) => code === 'ehr.record.changed')).toHaveLength(19);
    expect(await read()).toMatchObject([{ heart_rate: won, version: version + 1 }]);
  });

  it.each([
    [
      'a version of what is not there yet',
      { heart_rate: 60, corrects: undefined, correction_reason: undefined, expected_version: 1 },
      'request.invalid',
    ],
    ['a time at which nothing was recorded', { corrects: '2026-03-02T14:30:06Z', weight: 180 }, 'ehr.vitals.not_found'],
    ['a value that cannot be beside what was recorded', { diastolic_bp: 190 }, 'ehr.vitals.implausible'],
    ['no value', {}, 'ehr.vitals.empty'],
    ['no reason', { weight: 180, correction_reason: undefined }, 'request.invalid'],
    ['a reason and no time', { weight: 180, corrects: undefined }, 'request.invalid'],
  ])('is refused with %s, and nothing is written', async (_case, input, code) => {
    expect(await correct(input)).toMatchObject({ status: 'error', code });
    expect(await clinic.database.query('SELECT FROM ehr.provenance')).toEqual([]);
    expect(await read()).toMatchObject([{ weight: 400 }]);
  });

  it('is refused where several were recorded in that second, and for patients of others', async () => {
    await clinic.database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, weight, recorded_by) VALUES ($1, $2, 200, 'nurse-9')`,
      [clinic.john, at],
    );
    expect(await correct({ weight: 180 })).toMatchObject({ code: 'ehr.record.ambiguous' });
    expect(await correct({ weight: 180 }, 'stranger')).toMatchObject({ code: 'access.patient.refused' });
  });

  it('names one of several recordings of one second by its identity, which the refusal tells', async () => {
    const { database, door, john } = clinic;
    await database.query(
      `INSERT INTO ehr.vital_sign (patient_id, recorded_at, weight, recorded_by) VALUES ($1, $2, 200, 'nurse-9')`,
      [john, at],
    );
    const both = (await read()) as { recording_id: string; weight: number }[];
    const refused = await correct({ weight: 180 });
    for (const { recording_id: id } of both) expect(refused['message']).toContain(id);
    const heavy = both.find(({ weight }) => weight === 400)?.recording_id ?? '';
    expect(await correct({ weight: 180, corrects: heavy.toUpperCase() })).toMatchObject({
      status: 'success',
      recording_id: heavy,
      message: expect.stringContaining(at),
    });
    expect(new Set((await read()).map((row) => (row as { weight: number }).weight))).toEqual(new Set([180, 200]));
    const withdraw = async (input: object) =>
      (await door.call('nurse', 'withdraw_vital_signs', { mrn: 'MRN001', reason: 'Of another patient', ...input }))
        .json;
    expect(await withdraw({ recorded_date: at })).toMatchObject({ code: 'ehr.record.ambiguous' });
    expect(await withdraw({})).toMatchObject({ code: 'request.invalid' });
    const elsewhen = { recording_id: heavy, recorded_date: '2026-03-02T14:30:06Z' };
    expect(await withdraw(elsewhen)).toMatchObject({ code: 'ehr.vitals.not_found' });
    expect(await withdraw({ mrn: 'MRN002', recording_id: heavy })).toMatchObject({ code: 'ehr.vitals.not_found' });
    expect(await withdraw({ recording_id: heavy })).toMatchObject({ status: 'success' });
    expect(await withdraw({ recording_id: heavy })).toMatchObject({ code: 'ehr.record.withdrawn' });
    expect(await read()).toMatchObject([{ weight: 200 }]);
  });

  it('may name at once what was just recorded', async () => {
    const record = { mrn: 'MRN001', heart_rate: 71 };
    const { json } = await clinic.door.call('nurse', 'record_vital_signs', record);
    expect(await correct({ heart_rate: 72, corrects: json['recording_id'] })).toMatchObject({ status: 'success' });
    expect(await correct({ heart_rate: 73, corrects: 'the last one' })).toMatchObject({ code: 'request.invalid' });
  });
});
