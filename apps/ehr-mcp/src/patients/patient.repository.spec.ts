import { PatientRepository } from './patient.repository.js';
import { ehrDatabase, type EhrDatabase } from '../testing/ehr-database.js';

describe('finding patients', () => {
  let database: EhrDatabase;
  let patients: PatientRepository;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    database = await ehrDatabase();
    patients = new PatientRepository(database.dataSource);
    const people = [
      ['MRN001', 'John', 'Doe'],
      ['MRN002', 'Mary', 'Johnson'],
      ['MRN003', 'Siobhán', "O'Connor"],
      ['MRN004', 'Pieter', 'van der Berg'],
      ['MRN005', 'Johanna', 'Doering'],
      // As Synthea numbers its patients.
      ['4e3b0a32-1c6e-4d8f-9a57-0d2d7f0d9c11', 'Xaver', 'Quill'],
    ];
    for (const [mrn = '', first, last] of people)
      ids.set(
        mrn,
        await database.addPatient({
          mrn,
          first_name: first,
          last_name: last,
          birth_date: '1985-06-15',
          gender: 'male',
        }),
      );
  });

  afterAll(() => database.end());

  it.each([
    ['mrn001', 'MRN001'],
    [' MRN001 ', 'MRN001'],
    ['4e3b0a32-1c6e-4d8f-9a57-0d2d7f0d9c11', '4e3b0a32-1c6e-4d8f-9a57-0d2d7f0d9c11'],
    ['4E3B0A32-1C6E-4D8F-9A57-0D2D7F0D9C11', '4e3b0a32-1c6e-4d8f-9a57-0d2d7f0d9c11'],
  ])('by number, in whatever case it was given or typed: %s', async (typed, mrn) => {
    expect(await patients.idOf(typed)).toBe(ids.get(mrn));
  });

  const found = async (term: string, reach: 'everybody' | string[] = 'everybody') =>
    (await patients.search(term, reach, 10)).hits.map(({ mrn }) => mrn).sort();

  it.each([
    ['a first name', 'john', ['MRN001', 'MRN002']],
    ['the beginning of names', 'joh', ['MRN001', 'MRN002', 'MRN005']],
    ['a last name', 'Doe', ['MRN001', 'MRN005']],
    ['first and last', 'John Doe', ['MRN001', 'MRN005'].slice(0, 1)],
    ['last and first', 'doe  john', ['MRN001']],
    ['the beginnings of both', 'jo do', ['MRN001', 'MRN005']],
    ['an apostrophe', "o'con", ['MRN003']],
    ['a last name of several words', 'van der berg', ['MRN004']],
    ['several words with the first name before them', 'pieter van der berg', ['MRN004']],
    ['several words with the first name after them', 'van der berg pieter', ['MRN004']],
    ['another spelling', 'Jhon Doe', ['MRN001']],
    ['the number', ' mrn001', ['MRN001']],
    ['a number of elsewhere', '4E3B0A32-1C6E-4D8F-9A57-0D2D7F0D9C11', ['4e3b0a32-1c6e-4d8f-9a57-0d2d7f0d9c11']],
    ['wildcards as what they are', '%', []],
    ['nobody', 'zzzzzz', []],
  ])('finds by %s', async (_case, term, expected) => {
    const result = await found(term);
    if (expected.length === 0) expect(result).toEqual([]);
    else expect(result).toEqual(expect.arrayContaining(expected));
  });

  it('says when names are only similar', async () => {
    await expect(patients.search('jhon doe', 'everybody', 10)).resolves.toMatchObject({ exact: false });
    await expect(patients.search('john', 'everybody', 10)).resolves.toMatchObject({ exact: true });
  });

  it('shows nobody beyond the reach of the caller, exact or similar', async () => {
    const own = [ids.get('MRN002') ?? ''];
    await expect(found('john', own)).resolves.toEqual(['MRN002']);
    await expect(found('jhon doe', own)).resolves.not.toContain('MRN001');
    await expect(found('MRN001', own)).resolves.toEqual([]);
    await expect(found('john', [])).resolves.toEqual([]);
  });

  it('keeps to the limit', async () => {
    const { hits } = await patients.search('jo', 'everybody', 2);
    expect(hits).toHaveLength(2);
  });

  it('answers one patient with null for what is not recorded, and no more than is declared', async () => {
    await expect(patients.byId(ids.get('MRN001') ?? '')).resolves.toEqual({
      mrn: 'MRN001',
      first_name: 'John',
      last_name: 'Doe',
      dob: '1985-06-15',
      gender: 'male',
      email: null,
      phone: null,
      address: { street: null, city: null, state: null, zip: null },
      insurance: null,
    });
  });

  it('knows an id by MRN, and none for an unknown one', async () => {
    await expect(patients.idOf('MRN001')).resolves.toBe(ids.get('MRN001'));
    await expect(patients.idOf('MRN999')).resolves.toBeUndefined();
  });
});
