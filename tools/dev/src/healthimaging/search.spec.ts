import {
  paginateSearchImageSets,
  SearchImageSetsCommand,
  type SearchCriteria,
  type SearchFilter,
} from '@aws-sdk/client-medical-imaging';
import { givenHealthImaging } from './given-health-imaging.js';

const HOURS = 3_600_000;

describe('a search of image sets', () => {
  let given: Awaited<ReturnType<typeof givenHealthImaging>>;
  let ahead = 0;
  beforeAll(async () => {
    given = await givenHealthImaging({
      filler: { patientMrn: 'MRN900', imageSets: 250 },
      now: () => Date.now() + ahead,
      rates: { SearchImageSets: { perSecond: 1000, burst: 1000 } },
    });
  });
  beforeEach(() => (ahead = 0));
  afterAll(() => given.close());

  const send = (searchCriteria: SearchCriteria = {}, page: { maxResults?: number; nextToken?: string } = {}) =>
    given.client.send(new SearchImageSetsCommand({ datastoreId: given.datastoreId, searchCriteria, ...page }));

  const accessionsOf = async (filters: SearchFilter[], criteria: SearchCriteria = {}) => {
    const { imageSetsMetadataSummaries: found = [] } = await send({ filters, ...criteria });
    return found.map(({ DICOMTags }) => DICOMTags?.DICOMAccessionNumber);
  };

  const equal = (value: SearchFilter['values']): SearchFilter => ({ operator: 'EQUAL', values: value });
  const studied = (DICOMStudyDate: string, DICOMStudyTime?: string) => ({
    DICOMStudyDateAndTime: { DICOMStudyDate, DICOMStudyTime },
  });

  it('walks 250 image sets without losing or repeating any', async () => {
    const ids: string[] = [];
    const counts: number[] = [];
    const searchCriteria = { filters: [equal([{ DICOMPatientId: 'MRN900' }])] };
    const pages = paginateSearchImageSets(
      { client: given.client, pageSize: 40 },
      { datastoreId: given.datastoreId, searchCriteria },
    );
    for await (const { imageSetsMetadataSummaries: found = [] } of pages) {
      counts.push(found.length);
      ids.push(...found.map(({ imageSetId }) => imageSetId ?? ''));
    }
    expect(counts).toEqual([40, 40, 40, 40, 40, 40, 10]);
    expect(new Set(ids).size).toBe(250);
  });

  it.each([
    ['patient', { DICOMPatientId: 'MRN001' }, ['ACC0001', 'ACC0002']],
    ['accession number', { DICOMAccessionNumber: 'ACC0003' }, ['ACC0003']],
    ['study id', { DICOMStudyId: 'CR1' }, ['ACC0002']],
    ['a patient that is not there', { DICOMPatientId: 'MRN404' }, []],
  ])('finds by %s', async (_by, value, expected) => {
    expect(await accessionsOf([equal([value as never])])).toEqual(expected);
  });

  it('finds studies of a range of days, both ends included', async () => {
    const between = (from: string, to: string): SearchFilter => ({
      operator: 'BETWEEN',
      values: [studied(from), studied(to)],
    });
    expect(await accessionsOf([between('20260902', '20260914')])).toEqual(['ACC0001', 'ACC0002']);
    expect(await accessionsOf([between('20260903', '20260913')])).toEqual([]);
  });

  it('finds what was stored between two moments', async () => {
    const values = [{ createdAt: new Date('2026-09-14T11:15:00Z') }, { createdAt: new Date('2026-09-14T11:15:01Z') }];
    expect(await accessionsOf([{ operator: 'BETWEEN', values }])).toEqual(['ACC0001']);
  });

  it('wants both of two filters to hold', async () => {
    const both = [equal([{ DICOMPatientId: 'MRN001' }]), equal([{ DICOMAccessionNumber: 'ACC0002' }])];
    expect(await accessionsOf(both)).toEqual(['ACC0002']);
  });

  it('begins with what was changed last, unless another order is asked for', async () => {
    const since: SearchFilter[] = [{ operator: 'BETWEEN', values: [studied('20260101'), studied('20261231')] }];
    const sort = { sortField: 'DICOMStudyDateAndTime', sortOrder: 'ASC' } as const;
    expect(await accessionsOf(since)).toEqual(['ACC0003', 'ACC0001', 'ACC0002']);
    expect(await accessionsOf(since, { sort })).toEqual(['ACC0002', 'ACC0001', 'ACC0003']);
    expect((await send()).sort).toEqual({ sortField: 'updatedAt', sortOrder: 'DESC' });
  });

  it('takes the token of a page for no other search, and not for ever', async () => {
    const { nextToken = '' } = await send({}, { maxResults: 5 });
    const refused = { name: 'ValidationException', message: 'Invalid nextToken.' };
    const other = { filters: [equal([{ DICOMPatientId: 'MRN900' }])] };
    await expect(send(other, { maxResults: 5, nextToken })).rejects.toMatchObject(refused);
    await expect(send({}, { nextToken: `A${nextToken.slice(1)}x` })).rejects.toMatchObject(refused);
    await expect(send({}, { nextToken: 'guessed' })).rejects.toMatchObject(refused);
    expect((await send({}, { maxResults: 5, nextToken })).imageSetsMetadataSummaries).toHaveLength(5);
    // The signature is judged by the same clock, so the client's goes along.
    ahead = 25 * HOURS;
    given.client.config.systemClockOffset = ahead;
    await expect(send({}, { maxResults: 5, nextToken })).rejects.toMatchObject(refused);
    given.client.config.systemClockOffset = 0;
  });
});
