import fc from 'fast-check';
import { parseQuery } from './parse-query.js';
import { SearchRefused } from './search-refused.js';
import type { ServedType } from './served-types.js';

const baseUrl = 'https://x.example/fhir';
const parse = (type: ServedType, search: string, handling?: 'strict' | 'lenient') =>
  parseQuery(type, new URLSearchParams(search), { baseUrl, ...(handling !== undefined && { handling }) });

function problems(type: ServedType, search: string, handling?: 'strict' | 'lenient'): readonly (string | undefined)[] {
  try {
    parse(type, search, handling);
    return [];
  } catch (error) {
    if (error instanceof SearchRefused) return error.outcome.issue.map(({ details }) => details?.text);
    throw error;
  }
}

describe('the search parameters of FHIR (feature X09)', () => {
  it.each([
    ['category=vital-signs', { kind: 'token', name: 'category', not: false, anyOf: [{ code: 'vital-signs' }] }],
    [
      'code=http://loinc.org|8867-4,|local',
      {
        kind: 'token',
        name: 'code',
        not: false,
        anyOf: [
          { system: 'http://loinc.org', code: '8867-4' },
          { system: null, code: 'local' },
        ],
      },
    ],
    ['code=http://loinc.org|', { kind: 'token', name: 'code', not: false, anyOf: [{ system: 'http://loinc.org' }] }],
    ['status:not=final', { kind: 'token', name: 'status', not: true, anyOf: [{ code: 'final' }] }],
    ['code=a\\,b\\|c', { kind: 'token', name: 'code', not: false, anyOf: [{ code: 'a,b|c' }] }],
    ['patient=p1', { kind: 'reference', name: 'patient', anyOf: ['Patient/p1'] }],
    ['subject=Patient/p1', { kind: 'reference', name: 'subject', anyOf: ['Patient/p1'] }],
    ['subject:Patient=p1', { kind: 'reference', name: 'subject', anyOf: ['Patient/p1'] }],
    ['patient=https://x.example/fhir/Patient/p1', { kind: 'reference', name: 'patient', anyOf: ['Patient/p1'] }],
    [
      'patient=https://y.example/fhir/Patient/p1,https://x.example/fhir/r4/Patient/p1,http://x.example/fhir/Patient/p1',
      {
        kind: 'reference',
        name: 'patient',
        anyOf: [
          'https://y.example/fhir/Patient/p1',
          'https://x.example/fhir/r4/Patient/p1',
          'http://x.example/fhir/Patient/p1',
        ],
      },
    ],
    ['code:missing=true', { kind: 'missing', name: 'code', missing: true }],
  ])('understand %s', (search, condition) => {
    expect(parse('Observation', search).conditions).toEqual([condition]);
  });

  it.each([
    ['name=Sm', 'begins'],
    ['name:exact=Sm', 'exact'],
    ['name:contains=Sm', 'contains'],
  ])('tell %s apart by its modifier', (search, match) => {
    expect(parse('Patient', search).conditions).toEqual([{ kind: 'string', name: 'name', match, anyOf: ['Sm'] }]);
  });

  it('mean "and" when a parameter comes twice', () => {
    expect(parse('Observation', 'date=ge2026-01&date=lt2026-03').conditions).toMatchObject([
      { anyOf: [{ prefix: 'ge', period: { from: Date.UTC(2026, 0, 1), until: Date.UTC(2026, 1, 1) } }] },
      { anyOf: [{ prefix: 'lt', period: { from: Date.UTC(2026, 2, 1), until: Date.UTC(2026, 3, 1) } }] },
    ]);
  });

  it('say how results come', () => {
    expect(parse('Observation', '_count=20&_sort=-date,code&_summary=data&_elements=code,status')).toMatchObject({
      count: 20,
      sort: [
        { by: 'date', descending: true },
        { by: 'code', descending: false },
      ],
      summary: 'data',
      elements: ['code', 'status'],
    });
  });

  it('never give more than 500 results a page', () => {
    expect(parse('Observation', '_count=100000').count).toBe(500);
  });

  it('ask for the number alone with _count=0', () => {
    expect(parse('Observation', '_count=0').summary).toBe('count');
  });

  it.each([
    ['date=2026-13', 'date is not a date of FHIR.'],
    ['date=2026-02-31', 'date is not a date of FHIR.'],
    ['date=0000-01-01', 'date is not a date of FHIR.'],
    ['date=yesterday', 'date is not a date of FHIR.'],
    ['patient=Group/1', 'patient refers to Patient.'],
    ['patient=https://x.example/fhir/Group/p1', 'patient refers to Patient.'],
    ['patient=https://x.example/fhir/p1', 'patient refers to Patient.'],
    ['patient=https://y.example/p1', 'patient refers to Patient.'],
    ['patient:Group=1', 'The modifier of patient is not supported.'],
    ['code:in=http://x', 'The modifier of code is not supported.'],
    ['code:missing=perhaps', 'code:missing is true or false.'],
    ['_count=many', '_count is a whole number.'],
    ['_sort=constructor', 'Results cannot be sorted by this.'],
    ['_summary=some', '_summary is one of true, text, data, count, false.'],
    ['_count=1&_count=2', '_count may be given once.'],
    ['_total=some', '_total is one of none, estimate, accurate.'],
    ['code:not:missing=1', 'The modifier of code is not supported.'],
  ])('refuse %s', (search, text) => {
    expect(problems('Observation', search)).toEqual([text]);
  });

  it('name all that is wrong at once', () => {
    expect(problems('Observation', 'date=never&patient=Group/1&_count=x')).toHaveLength(3);
  });

  it.each(['colour=red', 'patient.name=Smith', '_has:Group:member=1', '__proto__=1', 'constructor=1'])(
    'ignore %s under lenient handling and name it, and refuse it under strict handling',
    (search) => {
      const [name = ''] = search.split('=');
      expect(parse('Observation', search).ignored).toEqual([name]);
      expect(problems('Observation', search, 'strict')).toEqual([`The search parameter ${name} is not supported.`]);
    },
  );

  it.each(['code=', 'code=,', '_total=accurate'])('take no condition from %s', (search) => {
    expect(parse('Observation', search)).toMatchObject({ conditions: [], ignored: [] });
  });

  it('are read or refused, whatever they are', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('date', 'code', 'patient', '_sort', '_count', 'status:not', 'code:missing', '_cursor'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        try {
          expect(parseQuery('Observation', pairs).type).toBe('Observation');
        } catch (error) {
          expect(error).toBeInstanceOf(SearchRefused);
        }
      }),
    );
  });
});
