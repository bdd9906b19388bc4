import { answerOf } from './answer-of.js';

const january = '2026-01-05T09:00:00Z';
const march = '2026-03-05T09:00:00Z';

function vitals(entries: readonly object[], more: object = {}) {
  return { status: 'success', mrn: 'MRN001', vital_signs: entries, ...more };
}

function order(date: string, results: readonly object[]) {
  return { order_id: 'LAB1', test_name: 'Panel', ordered_date: date, resulted_date: date, status: 'final', results };
}

const glucose = { component: 'Glucose', value: 95, unit: 'mg/dL', reference: '70-99', flag: 'N', loinc: '2345-7' };

describe('vital signs as series (feature X10)', () => {
  it('are one series for each quantity that was measured, oldest first', () => {
    const recordings = [
      { recorded_date: march, blood_pressure: '128/82', heart_rate: 71, weight: null },
      { recorded_date: january, blood_pressure: '120/80', heart_rate: null, weight: null },
    ];
    const answer = answerOf([vitals(recordings)]);
    expect(answer).toMatchObject({ subject: 'vitals', mrn: 'MRN001' });
    expect(answer?.series.map(({ label, unit }) => [label, unit])).toEqual([
      ['Blood pressure', 'mmHg'],
      ['Heart rate', '/min'],
    ]);
    expect(answer?.series[0]?.readings).toEqual([
      {
        at: Date.parse(january),
        values: [120, 80],
        text: '120/80',
        flag: undefined,
        flags: [undefined, undefined],
        reference: undefined,
      },
      {
        at: Date.parse(march),
        values: [128, 82],
        text: '128/82',
        flag: undefined,
        flags: [undefined, undefined],
        reference: undefined,
      },
    ]);
  });

  it('leave out what has no date, and draw nothing of what is no number', () => {
    const answer = answerOf([
      vitals([{ heart_rate: 70 }, { recorded_date: january, blood_pressure: '120', heart_rate: '<b>70' }]),
    ]);
    expect(answer?.series.map(({ id, readings }) => [id, readings.map(({ text, values }) => [text, values])])).toEqual([
      ['blood_pressure', [['120', []]]],
      ['heart_rate', [['<b>70', []]]],
    ]);
  });

  it('judge nothing where the answer says neither what is normal nor what is not', () => {
    const [series] = answerOf([vitals([{ recorded_date: january, heart_rate: 190 }])])?.series ?? [];
    expect(series?.readings).toMatchObject([{ flag: undefined, reference: undefined }]);
  });

  it('have the flag of each value and the worst of them, and what is normal for each', () => {
    const judged = {
      flags: { systolic_bp: 'N', diastolic_bp: 'HH', heart_rate: 'L' },
      reference: { systolic_bp: '90-119', diastolic_bp: '60-79', heart_rate: '60-100' },
    };
    const [pressure, rate] =
      answerOf([vitals([{ recorded_date: january, blood_pressure: '118/125', heart_rate: 55, ...judged }])])?.series ??
      [];
    expect(pressure?.readings).toMatchObject([{ flag: 'HH', flags: ['N', 'HH'], reference: '90-119/60-79' }]);
    expect(rate?.readings).toMatchObject([{ flag: 'L', flags: ['L'], reference: '60-100' }]);
  });
});

describe('laboratory results as series (feature X10)', () => {
  it('are together by code, with the flag and the range of each', () => {
    const high = { ...glucose, component: 'Glucose, fasting', value: 140, flag: 'H' };
    const page = { status: 'success', mrn: 'MRN001', lab_results: [order(march, [high]), order(january, [glucose])] };
    expect(answerOf([page])?.series).toEqual([
      {
        id: '2345-7|mg/dL',
        label: 'Glucose, fasting',
        unit: 'mg/dL',
        lines: ['Glucose, fasting'],
        readings: [
          { at: Date.parse(january), values: [95], text: '95', flag: 'N', flags: ['N'], reference: '70-99' },
          { at: Date.parse(march), values: [140], text: '140', flag: 'H', flags: ['H'], reference: '70-99' },
        ],
      },
    ]);
  });

  it('in two units are two series, for they share no axis', () => {
    const molar = { ...glucose, value: 5.3, unit: 'mmol/L' };
    const page = { status: 'success', mrn: 'MRN001', lab_results: [order(march, [glucose, molar])] };
    expect(answerOf([page])?.series.map(({ unit }) => unit)).toEqual(['mg/dL', 'mmol/L']);
  });

  it('that are words have no place in the picture, but in the table', () => {
    const words = { component: 'Culture', value: 'No growth', unit: null, reference: null, flag: null, loinc: null };
    const page = { status: 'success', mrn: 'MRN001', lab_results: [order(march, [words])] };
    expect(answerOf([page])?.series).toMatchObject([{ unit: '', readings: [{ text: 'No growth', values: [] }] }]);
  });

  it('of an order without results are none, and it is dated by its order until it is resulted', () => {
    const pending = { ...order(march, []), resulted_date: null };
    const dated = { ...order(january, [glucose]), resulted_date: null };
    const page = { status: 'success', mrn: 'MRN001', lab_results: [pending, dated] };
    expect(answerOf([page])?.series).toMatchObject([{ readings: [{ at: Date.parse(january) }] }]);
  });
});

describe('an answer (feature X10)', () => {
  it('of several pages is one, and says what its last page says', () => {
    const pages = [
      vitals([{ recorded_date: march, heart_rate: 70 }], { next_cursor: 'a', message: 'There is more.' }),
      vitals([{ recorded_date: january, heart_rate: 75 }]),
    ];
    expect(answerOf(pages)).toMatchObject({ note: undefined, nextCursor: undefined });
    expect(answerOf(pages)?.series[0]?.readings.map(({ text }) => text)).toEqual(['75', '70']);
    expect(answerOf(pages.slice(0, 1))).toMatchObject({
      nextCursor: 'a',
      note: expect.stringContaining('There is more'),
    });
  });

  it('that is a summary shows the two values that it has a date for, and tells the others', () => {
    const trend = {
      measurement: 'systolic_bp',
      count: 12,
      first_date: january,
      first_value: 120,
      last_date: march,
      last_value: 131,
      minimum: 115,
      maximum: 140,
      direction: 'rising',
      last_flag: 'H',
      last_reference: '90-119',
    };
    const newest = { values: [131], flag: 'H', reference: '90-119' };
    expect(answerOf([vitals([], { trend })])).toMatchObject({
      note: 'A summary: the first and the last of 12 values between 115 and 140, rising.',
      series: [{ label: 'Systolic blood pressure', unit: 'mmHg', readings: [{ values: [120] }, newest] }],
    });
  });

  it.each([[[]], [[undefined]], [['text']], [[{ mrn: 'MRN001', patients: [] }]], [[{ vital_signs: [] }]]])(
    'is not made of %j',
    (pages) => {
      expect(answerOf(pages)).toBeUndefined();
    },
  );
});
