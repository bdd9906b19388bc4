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

const call = (name: string, input: Record<string, unknown>, token = 'lab') => clinic.door.call(token, name, input);
const ordered = async () => {
  const { json } = await call('order_lab', { mrn: 'MRN001', test_name: 'Blood count', code: '58410-2' }, 'doctor');
  return (json as { lab_order: { order_id: string; version: number } }).lab_order;
};
const hemoglobin = { component: 'Hemoglobin', code: '718-7', value: 12.5, unit: 'g/dL' };

describe('order_lab and record_lab_results (feature E12)', () => {
  it('let a doctor order, the laboratory record and the doctor see a result', async () => {
    const { order_id: id, version } = await ordered();
    const results = [
      hemoglobin,
      {
        component: 'White blood cells',
        code: '6690-2',
        value: 7,
        unit: '10*3/uL',
        reference_low: 4,
        reference_high: 10,
      },
      { component: 'Smear', text: 'Hypochromic cells', abnormal: true },
    ];
    const { json } = await call('record_lab_results', {
      mrn: 'MRN001',
      order_id: id,
      results,
      expected_version: version,
    });
    const shown = [
      { component: 'Hemoglobin', value: 12.5, unit: 'g/dL', reference: '13.5-17.5', flag: 'L', loinc: '718-7' },
      { component: 'White blood cells', value: 7, unit: '10*3/uL', reference: '4-10', flag: 'N', loinc: '6690-2' },
      { component: 'Smear', value: 'Hypochromic cells', unit: null, reference: null, flag: 'A', loinc: null },
    ];
    expect(json).toEqual({
      status: 'success',
      message: `3 results of ${id} recorded, 2 of them abnormal`,
      lab_order: { order_id: id, test_name: 'Blood count', status: 'final', version: 2 },
      results: shown,
    });
    const seen = await call('get_lab_results', { mrn: 'MRN001' }, 'doctor');
    expect(seen.json).toMatchObject({ lab_results: [{ order_id: id, status: 'final', results: shown }] });
    const events = clinic.door.trail.entries.map(({ event }) => event);
    expect(events).toEqual(['lab.ordered', 'lab.resulted', 'lab.read']);
    await expect(
      clinic.database.query('SELECT activity, actor_subject FROM ehr.provenance ORDER BY id'),
    ).resolves.toEqual([
      { activity: 'create', actor_subject: 'doctor-1' },
      { activity: 'update', actor_subject: 'lab-1' },
    ]);
  });

  it('make one series of values in several units, and tell how many are none of it', async () => {
    for (const [value, unit] of [
      [90, 'mg/dL'],
      [6, 'mmol/L'],
      [126, 'mg/dL'],
    ] as const) {
      const { order_id: id } = await ordered();
      const results = [{ component: 'Glucose', code: '2345-7', value, unit }];
      await call('record_lab_results', { mrn: 'MRN001', order_id: id, results });
    }
    await clinic.database.query(`UPDATE ehr.lab_component SET unit = 'kg' WHERE value_number = 90`);
    const { json } = await call('get_lab_results', { mrn: 'MRN001', code: '2345-7', trend: true }, 'doctor');
    expect(json).toMatchObject({
      trend: { unit: 'mg/dL', count: 2, left_out: 1, first_value: 108.1, last_value: 126, maximum: 126 },
    });
  });

  it.each([
    ['a value that cannot be', [{ ...hemoglobin, value: 125 }], 'ehr.lab.implausible'],
    ['a unit that is none', [{ ...hemoglobin, unit: 'grams per deci' }], 'ehr.unit.invalid'],
    ['neither value nor text', [{ component: 'Smear' }], 'request.invalid'],
    ['a range with its ends reversed', [{ ...hemoglobin, reference_low: 17, reference_high: 13 }], 'request.invalid'],
    ['both value and text', [{ ...hemoglobin, text: 'low' }], 'request.invalid'],
    ['no results', [], 'request.invalid'],
  ])('refuse %s, and write nothing', async (_case, results, code) => {
    const { order_id: id } = await ordered();
    const { json } = await call('record_lab_results', { mrn: 'MRN001', order_id: id, results });
    expect(json).toMatchObject({ status: 'error', code });
    expect(await clinic.database.query('SELECT FROM ehr.lab_component')).toEqual([]);
  });

  it('refuse an order of another patient, a stale one and one that is final', async () => {
    const { order_id: id } = await ordered();
    const asked = { mrn: 'MRN001', order_id: id, results: [hemoglobin] };
    const codes = [
      await call('record_lab_results', { ...asked, mrn: 'MRN002' }),
      await call('record_lab_results', { ...asked, expected_version: 9 }),
      await call('record_lab_results', asked),
      await call('record_lab_results', asked),
    ].map(({ json }) => json['code']);
    expect(codes).toEqual(['ehr.lab.not_found', 'ehr.record.changed', undefined, 'ehr.lab.final']);
  });

  it.each([
    ['order_lab', { mrn: 'MRN001', test_name: 'Blood count' }],
    ['record_lab_results', { mrn: 'MRN001', order_id: 'LAB000001', results: [hemoglobin] }],
  ])('%s is not for nurses, strangers and readers', async (name, input) => {
    const nurse = await call(name, input, 'nurse');
    expect(nurse.json).toMatchObject({ code: 'access.role.refused' });
    const stranger = await call(name, input, 'stranger');
    expect(stranger.json).toMatchObject({ code: 'access.patient.refused' });
    await expect(call(name, input, 'reader')).resolves.toMatchObject({ status: 403 });
    expect(await clinic.database.query('SELECT FROM ehr.lab_order')).toEqual([]);
  });
});

it('keeps what lies beyond what can be measured in one way, however it is typed', async () => {
  const { order_id: id } = await ordered();
  const results = ['<5', '> 200', '>=0.5', '1:160', '<5 after dilution'].map((text) => ({ component: text, text }));
  const { json } = await call('record_lab_results', { mrn: 'MRN001', order_id: id, results });
  const values = (json['results'] as { value: string }[]).map(({ value }) => value);
  expect(values).toEqual(['< 5', '> 200', '>= 0.5', '1:160', '<5 after dilution']);
});

it('knows a result by the code of its quantity where the laboratory sent a name, and says first what is critical', async () => {
  const results = [
    { component: 'Potassium', value: 6.9, unit: 'meq/L' },
    { component: 'Potassium', text: 'Hemolyzed' },
  ];
  const { order_id: id } = await ordered();
  const { json } = await call('record_lab_results', { mrn: 'MRN001', order_id: id, results });
  expect(json).toMatchObject({
    message: expect.stringContaining('CRITICAL: Potassium 6.9 meq/L'),
    results: [{ loinc: '2823-3' }, { loinc: null }],
  });
  const asked = { mrn: 'MRN001', code: '2823-3', latest: true };
  const latest = (await call('get_lab_results', asked, 'doctor')).json;
  expect(latest).toMatchObject({ lab_results: [{ results: [{ value: 6.9, flag: 'HH' }] }] });
});

it('keeps the code that the laboratory gave when the result is corrected by its name', async () => {
  const { order_id: id } = await ordered();
  const sent = { component: 'Potassium', value: 4.9, unit: 'mmol/L', code: '6298-4' };
  await call('record_lab_results', { mrn: 'MRN001', order_id: id, results: [sent] });
  const { code: _code, ...named } = { ...sent, value: 3.9 };
  const correction = { correction_reason: 'Samples were mixed up', results: [named] };
  await call('record_lab_results', { mrn: 'MRN001', order_id: id, ...correction });
  const { json } = await call('get_lab_results', { mrn: 'MRN001', fields: ['results'] }, 'doctor');
  expect(json).toMatchObject({ lab_results: [{ results: [{ value: 3.9, loinc: '6298-4' }] }] });
});

it('flags what a bound proves, keeps the range beside words, and leaves both out of a trend with a word', async () => {
  const glucose = { component: 'Glucose', code: '2345-7', unit: 'mg/dL' };
  const results = [
    { ...glucose, text: '>600' },
    { ...glucose, text: '>90', abnormal: true },
    { component: 'D-dimer', text: '< 0.2', unit: 'mg/L', reference_high: 0.5 },
    { component: 'ANA', text: '1:160', unit: '{titer}', reference_high: 40, abnormal: true },
  ];
  const { order_id: id } = await ordered();
  const { json } = await call('record_lab_results', { mrn: 'MRN001', order_id: id, results });
  const judged = [
    { value: '> 600', flag: 'HH', reference: '70-99' },
    { value: '> 90', flag: 'A' },
    { flag: 'N', reference: '<= 0.5' },
    { flag: 'A', reference: '<= 40', unit: '{titer}' },
  ];
  expect(json['results']).toMatchObject(judged);
  await clinic.database.query('UPDATE ehr.lab_component SET flag = NULL, reference_low = NULL WHERE unit = $1', [
    'mg/dL',
  ]);
  const { json: read } = await call('get_lab_results', { mrn: 'MRN001', fields: ['results'] }, 'doctor');
  expect(read).toMatchObject({ lab_results: [{ results: [{ value: '> 600', flag: 'HH' }, { flag: null }, {}, {}] }] });
  for (const value of [90, 126]) {
    const { order_id: next } = await ordered();
    await call('record_lab_results', { mrn: 'MRN001', order_id: next, results: [{ ...glucose, value }] });
  }
  const trend = await call('get_lab_results', { mrn: 'MRN001', code: '2345-7', trend: true }, 'doctor');
  expect(trend.json).toMatchObject({ trend: { count: 2, left_out: 2 } });
});

describe('a correction of results that are final', () => {
  const wrong = { ...hemoglobin, value: 7.2 };
  const recorded = async () => {
    const { order_id: id } = await ordered();
    const smear = { component: 'Smear', text: 'Normal', abnormal: false };
    await call('record_lab_results', { mrn: 'MRN001', order_id: id, results: [wrong, smear] });
    return id;
  };
  const correct = (id: string, value: number, more: object = {}) =>
    call('record_lab_results', {
      mrn: 'MRN001',
      order_id: id,
      results: [{ ...hemoglobin, value }],
      correction_reason: 'Samples were mixed up',
      ...more,
    });

  it('needs a reason, changes what it names and nothing else, and keeps what was said before', async () => {
    const id = await recorded();
    const times = await clinic.database.query('SELECT id, effective_at FROM ehr.lab_component ORDER BY id');
    expect((await correct(id, 14.2, { correction_reason: undefined })).json).toMatchObject({ code: 'ehr.lab.final' });
    const { json } = await correct(id, 14.2, { expected_version: 2 });
    expect(json).toMatchObject({
      status: 'success',
      message: `1 results of ${id} corrected, 0 of them abnormal`,
      lab_order: { status: 'corrected', version: 3 },
    });
    const seen = await call('get_lab_results', { mrn: 'MRN001' }, 'doctor');
    expect(seen.json).toMatchObject({
      lab_results: [{ results: [{ component: 'Hemoglobin', value: 14.2, flag: 'N' }, { value: 'Normal' }] }],
    });
    await expect(clinic.database.query('SELECT id, effective_at FROM ehr.lab_component ORDER BY id')).resolves.toEqual(
      times,
    );
    const [kept] = await clinic.database.query(
      'SELECT reason, before, actor_subject FROM ehr.provenance ORDER BY recorded_at DESC LIMIT 1',
    );
    expect(kept).toMatchObject({
      reason: 'Samples were mixed up',
      actor_subject: 'lab-1',
      before: { version: 2, results: [{ value_number: 7.2, flag: 'L' }, { value_text: 'Normal' }] },
    });
  });

  it('of one among several of the same name is refused, unless all of them are given', async () => {
    const { order_id: id } = await ordered();
    const glucose = (value: number) => ({ component: 'Glucose', code: '2345-7', value, unit: 'mg/dL' });
    const curve = [90, 150, 110].map(glucose);
    await call('record_lab_results', { mrn: 'MRN001', order_id: id, results: curve });
    const one = await correct(id, 0, { results: [glucose(155)] });
    expect(one.json).toMatchObject({ code: 'ehr.record.ambiguous', message: expect.stringContaining('3 results') });
    expect((await correct(id, 0, { results: [90, 155, 110].map(glucose) })).json).toMatchObject({ status: 'success' });
    const { json } = await call('get_lab_results', { mrn: 'MRN001', fields: ['results'] }, 'doctor');
    expect(json).toMatchObject({ lab_results: [{ results: [{ value: 90 }, { value: 155 }, { value: 110 }] }] });
  });

  it('is of what holds, and leaves alone what was withdrawn under the same name', async () => {
    const id = await recorded();
    await clinic.database.query(
      `INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, loinc_code, value_number, unit, effective_at, status)
       SELECT lab_order_id, patient_id, component, loinc_code, 3.1, unit, effective_at, 'entered_in_error'
       FROM ehr.lab_component WHERE component = 'Hemoglobin'`,
    );
    expect((await correct(id, 14.2)).json).toMatchObject({ status: 'success' });
    const rows = `SELECT value_number::float8 AS value, status FROM ehr.lab_component WHERE component = 'Hemoglobin' ORDER BY id`;
    await expect(clinic.database.query(rows)).resolves.toEqual([
      { value: 14.2, status: 'corrected' },
      { value: 3.1, status: 'entered_in_error' },
    ]);
  });

  it('may itself be corrected, and each says what was there before it', async () => {
    const id = await recorded();
    await correct(id, 14.2);
    await correct(id, 13.9);
    const rows = await clinic.database.query(
      `SELECT before->'results'->0->'value_number' AS value FROM ehr.provenance WHERE reason IS NOT NULL ORDER BY id`,
    );
    expect(rows).toEqual([{ value: 7.2 }, { value: 14.2 }]);
    expect((await correct(id, 13.5, { expected_version: 3 })).json).toMatchObject({ code: 'ehr.record.changed' });
  });

  it('is judged by the age that the patient had then, and not by that of today', async () => {
    const id = await recorded();
    // John was born on 15 June 1985.
    await clinic.database.query(`UPDATE ehr.lab_order SET resulted_at = '1985-06-17T12:00Z'`);
    const { json } = await correct(id, 14.2);
    expect(json['results']).toMatchObject([{ value: 14.2, reference: '14.5-22.5', flag: 'L' }]);
  });

  it('adds what was left out, and is refused where nothing is final yet', async () => {
    const id = await recorded();
    const platelets = { component: 'Platelets', code: '777-3', value: 250, unit: '10*3/uL' };
    await clinic.database.query(`UPDATE ehr.lab_order SET resulted_at = '2020-06-17T12:00Z'`);
    await correct(id, 14.2, { results: [platelets] });
    const { json } = await call('get_lab_results', { mrn: 'MRN001', fields: ['results'] }, 'doctor');
    expect(json).toMatchObject({ lab_results: [{ results: [{ value: 7.2 }, {}, { component: 'Platelets' }] }] });
    // Of then, or it would pass for newer than what was measured since.
    const added = `SELECT effective_at FROM ehr.lab_component WHERE component = 'Platelets'`;
    await expect(clinic.database.query(added)).resolves.toEqual([{ effective_at: new Date('2020-06-17T12:00Z') }]);
    const { order_id: open } = await ordered();
    expect((await correct(open, 14.2)).json).toMatchObject({ code: 'request.invalid' });
  });
});
