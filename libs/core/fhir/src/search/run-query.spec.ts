import type { Observation, Patient } from 'fhir/r4.js';
import { parseQuery } from './parse-query.js';
import { runQuery } from './run-query.js';
import { SearchRefused } from './search-refused.js';
import { searchBundle } from '../bundle/search-bundle.js';
import { complaintsAbout } from '../fixtures/r4-validator.fixture.js';

const now = new Date('2026-11-21T00:00:00Z');
const baseUrl = 'https://ehr.example.org/fhir';

const people: Patient[] = [
  { resourceType: 'Patient', id: 'a', name: [{ family: 'Müller', given: ['Zoë'] }], birthDate: '1970-05-01' },
  { resourceType: 'Patient', id: 'b', name: [{ family: 'Muller', given: ['Bo'] }], birthDate: '1980-05-01' },
  {
    resourceType: 'Patient',
    id: 'c',
    name: [{ family: 'Smith' }],
    identifier: [{ system: 's', value: 'aB1' }, { value: 'bare' }],
    gender: 'female',
  },
];

const heartRates: Observation[] = Array.from({ length: 25 }, (_item, index) => ({
  resourceType: 'Observation',
  id: `o${String(index).padStart(2, '0')}`,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: 'Patient/a' },
  effectiveDateTime: `2026-01-${String((index % 5) + 1).padStart(2, '0')}T10:00:00Z`,
}));

const ids = (type: 'Patient' | 'Observation', search: string) =>
  runQuery(parseQuery(type, new URLSearchParams(search)), type === 'Patient' ? people : heartRates, now).resources.map(
    ({ id }) => id,
  );

describe('a search among resources', () => {
  it.each([
    ['name=muller', ['a', 'b']],
    ['family:exact=Muller', ['b']],
    ['name:contains=ITH', ['c']],
    ['given=zoe', ['a']],
    ['name=zoe,smith', ['a', 'c']],
    ['name=Zoe Müller', ['a']],
    ['name=muller zo', ['a']],
    ['name=zoe smith', []],
    ['name=muller&birthdate=gt1975', ['b']],
    ['birthdate=1970-05', ['a']],
    ['birthdate:missing=true', ['c']],
    ['identifier=aB1', ['c']],
    ['identifier=Ab1', ['c']],
    ['identifier=s|AB1', ['c']],
    ['identifier=S|aB1', []],
    ['identifier=s|', ['c']],
    ['identifier=|aB1', []],
    ['identifier=|BARE', ['c']],
    ['identifier=s|bare', []],
    ['identifier=other|x,s|ab1', ['c']],
    ['identifier:not=s|ab1', ['a', 'b']],
    ['gender=female', ['c']],
    ['gender=FEMALE', []],
    ['gender=http://hl7.org/fhir/administrative-gender|female', ['c']],
    ['gender=|female', ['c']],
    ['gender=http://hl7.org/fhir/observation-status|female', []],
    ['_id=a,c', ['a', 'c']],
    ['_sort=-birthdate', ['b', 'a', 'c']],
    ['_sort=family,given', ['b', 'a', 'c']],
  ])('finds %s', (search, expected) => {
    expect(ids('Patient', search)).toEqual(expected);
  });

  it('pages through everything once, in an order that ties cannot disturb', () => {
    const seen: (string | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const search = `_count=4&_sort=-date${cursor === undefined ? '' : `&_cursor=${cursor}`}`;
      const page = runQuery(parseQuery('Observation', new URLSearchParams(search)), heartRates, now);
      expect(page.total).toBe(25);
      seen.push(...page.resources.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    expect(seen.slice(0, 5)).toEqual(['o04', 'o09', 'o14', 'o19', 'o24']);
  });

  it('goes on behind what a page ended with, also when that has moved or is found no more', () => {
    const page = (search: string, among: readonly Observation[]) =>
      runQuery(parseQuery('Observation', new URLSearchParams(search)), among, now);
    const rest = (search: string, among: readonly Observation[]) => page(search, among).resources.map(({ id }) => id);
    const sorted = '_count=10&_sort=-date&status=final';
    const all = rest('_sort=-date', heartRates);
    const { resources, next } = page(sorted, heartRates);
    const ended = resources.at(-1)?.id;
    const changed = (by: Partial<Observation>) =>
      heartRates.map((each) => (each.id === ended ? { ...each, ...by } : each));
    for (const others of [changed({ effectiveDateTime: '2026-09-01' }), changed({ status: 'cancelled' })])
      expect(rest(`${sorted}&_cursor=${next}`, others)).toEqual(all.slice(10, 20));
  });

  it('refuses a page that cannot be continued instead of answering an empty one', () => {
    const ofAnotherSort = 'WyJvMDUiXQ';
    for (const cursor of ['gone', `${ofAnotherSort}&_sort=date`])
      expect(() => ids('Observation', `_cursor=${cursor}`)).toThrow(SearchRefused);
  });

  it('counts without showing anything', () => {
    const page = runQuery(parseQuery('Observation', [['_summary', 'count']]), heartRates, now);
    expect(page).toEqual({ resources: [], total: 25, next: undefined });
  });
});

describe('the answer to a search', () => {
  it('is a valid searchset whose links say what was understood', () => {
    const query = parseQuery('Observation', new URLSearchParams('date=2026-01-01&colour=red&_count=2'));
    const bundle = searchBundle(query, runQuery(query, heartRates, now), { baseUrl });
    expect(complaintsAbout(bundle)).toEqual([]);
    expect(bundle).toMatchObject({
      total: 5,
      link: [
        { relation: 'self', url: `${baseUrl}/Observation?date=2026-01-01&_count=2` },
        { relation: 'next', url: `${baseUrl}/Observation?date=2026-01-01&_count=2&_cursor=WyJvMDUiXQ` },
      ],
    });
    expect(bundle.entry?.map(({ fullUrl, search }) => [fullUrl, search?.mode])).toEqual([
      [`${baseUrl}/Observation/o00`, 'match'],
      [`${baseUrl}/Observation/o05`, 'match'],
      [undefined, 'outcome'],
    ]);
    expect(bundle.entry?.at(-1)?.resource).toMatchObject({
      issue: [{ details: { text: 'The search parameter colour is not supported and was ignored.' } }],
    });
  });

  it('is valid when nothing is found', () => {
    const query = parseQuery('Observation', new URLSearchParams('date=1999'));
    expect(complaintsAbout(searchBundle(query, runQuery(query, heartRates, now), { baseUrl }))).toEqual([]);
  });
});
