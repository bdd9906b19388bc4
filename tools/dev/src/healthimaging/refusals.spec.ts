import {
  GetDatastoreCommand,
  GetImageSetMetadataCommand,
  ListDatastoresCommand,
  SearchImageSetsCommand,
  type SearchCriteria,
} from '@aws-sdk/client-medical-imaging';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { syntheticStudies } from '@caregate/synthetic';
import { givenHealthImaging } from './given-health-imaging.js';

const MINUTES = 60_000;
const [, film, head] = syntheticStudies();

describe('what the local HealthImaging endpoint refuses', () => {
  let given: Awaited<ReturnType<typeof givenHealthImaging>>;
  let now = Date.now();
  beforeAll(async () => {
    given = await givenHealthImaging({
      now: () => now,
      states: {
        [film?.series[0]?.seriesInstanceUid ?? '']: 'LOCKED',
        [head?.series[0]?.seriesInstanceUid ?? '']: 'DELETED',
      },
    });
  });
  // Each spec begins with full buckets.
  beforeEach(() => (now = Math.max(Date.now(), now + 3000)));
  afterAll(() => given.close());

  const signed = async (change: { region?: string; service?: string; secretAccessKey?: string; date?: Date } = {}) => {
    const { host, hostname } = new URL(given.url);
    const { region = given.region, service = 'medical-imaging', date = new Date(now) } = change;
    const credentials = { ...given.credentials, ...change };
    const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
    const request = { method: 'GET', protocol: 'http:', hostname, path: '/datastore', query: {}, headers: { host } };
    return (await signer.sign(request, { signingDate: date })).headers;
  };
  const get = async (headers: Record<string, string>, path = '/datastore') => {
    const { host: _host, ...others } = headers;
    const response = await fetch(`${given.url}${path}`, { headers: others });
    return { status: response.status, type: response.headers.get('x-amzn-errortype'), response };
  };

  describe('a signature', () => {
    it('is accepted when it is right', async () => {
      expect(await get(await signed())).toMatchObject({ status: 200, type: null });
    });

    it('has to be there', async () => {
      const { status, type, response } = await get({});
      expect({ status, type }).toEqual({ status: 403, type: 'MissingAuthenticationTokenException' });
      expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
      expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
    });

    it.each([
      ['of another secret', { secretAccessKey: 'another' }],
      ['for another region', { region: 'eu-west-1' }],
      ['for another service', { service: 's3' }],
      ['of six minutes ago', { date: new Date(Date.now() - 6 * MINUTES) }],
      ['of six minutes ahead', { date: new Date(Date.now() + 7 * MINUTES) }],
    ])('%s is refused', async (_which, change) => {
      expect(await get(await signed(change))).toMatchObject({ status: 403, type: 'InvalidSignatureException' });
    });

    it('of another key is refused', async () => {
      const client = given.clientWith({ credentials: { ...given.credentials, accessKeyId: 'AKIDOTHER' } });
      await expect(client.send(new ListDatastoresCommand({}))).rejects.toMatchObject({
        name: 'UnrecognizedClientException',
        $metadata: { httpStatusCode: 403 },
      });
    });

    it('covers address, query, headers and body', async () => {
      const headers = await signed();
      const refused = { status: 403, type: 'InvalidSignatureException' };
      expect(await get(headers, `/datastore/${given.datastoreId}`)).toMatchObject(refused);
      expect(await get(headers, '/datastore?datastoreStatus=ACTIVE')).toMatchObject(refused);
      expect(await get({ ...headers, 'x-amz-content-sha256': '0'.repeat(64) })).toMatchObject(refused);
      expect(await get({ ...headers, authorization: 'AWS4-HMAC-SHA256 nonsense' })).toMatchObject({
        status: 403,
        type: 'IncompleteSignatureException',
      });
    });
  });

  describe('a request that the service model does not allow', () => {
    const search = (searchCriteria: unknown, maxResults?: number) =>
      new SearchImageSetsCommand({
        datastoreId: given.datastoreId,
        searchCriteria: searchCriteria as SearchCriteria,
        ...(maxResults === undefined ? {} : { maxResults }),
      });
    const patient = { DICOMPatientId: 'MRN001' };
    const filters = (values: unknown[], operator = 'EQUAL') => ({ filters: [{ operator, values }] });

    it.each([
      ['no filter in the list', { filters: [] }, 'filters'],
      ['three filters', { filters: Array.from({ length: 3 }, () => filters([patient]).filters[0]) }, 'filters'],
      ['an operator it does not have', filters([patient], 'LIKE'), 'EQUAL, BETWEEN'],
      ['no value', filters([]), 'values'],
      ['two values for EQUAL', filters([patient, patient]), 'one value for EQUAL'],
      ['a range of patients', filters([patient, patient], 'BETWEEN'), 'date attribute'],
      ['a UID of letters', filters([{ DICOMStudyInstanceUID: 'abc' }]), 'regular expression pattern'],
      ['an order it does not have', { sort: { sortField: 'modality', sortOrder: 'ASC' } }, 'sortField'],
    ])('%s is named', async (_what, criteria, named) => {
      await expect(given.client.send(search(criteria))).rejects.toMatchObject({
        name: 'ValidationException',
        $metadata: { httpStatusCode: 400 },
        message: expect.stringContaining(named),
      });
    });

    it.each([0, 51])('%d results to a page is named', async (maxResults) => {
      await expect(given.client.send(search({}, maxResults))).rejects.toMatchObject({
        name: 'ValidationException',
        message: expect.stringContaining("'maxResults'"),
      });
    });

    it('an id of another form is named', async () => {
      await expect(given.client.send(new GetDatastoreCommand({ datastoreId: 'NOT-AN-ID' }))).rejects.toMatchObject({
        name: 'ValidationException',
        message: expect.stringContaining('[0-9a-z]{32}'),
      });
    });
  });

  it('does not know what is not there', async () => {
    const nowhere = '0'.repeat(32);
    const { client, datastoreId } = given;
    const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
    await expect(client.send(new GetDatastoreCommand({ datastoreId: nowhere }))).rejects.toMatchObject(missing);
    const metadata = new GetImageSetMetadataCommand({ datastoreId, imageSetId: nowhere });
    await expect(client.send(metadata)).rejects.toMatchObject(missing);
  });

  it('keeps the contents of a locked image set to itself', async () => {
    const { client, datastoreId } = given;
    const filters = [{ operator: 'EQUAL' as const, values: [{ DICOMAccessionNumber: film?.accessionNumber ?? '' }] }];
    const found = await client.send(new SearchImageSetsCommand({ datastoreId, searchCriteria: { filters } }));
    const imageSetId = found.imageSetsMetadataSummaries?.[0]?.imageSetId;
    await expect(client.send(new GetImageSetMetadataCommand({ datastoreId, imageSetId }))).rejects.toMatchObject({
      name: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('throttles whoever asks too often, until time has passed', async () => {
    const list = () => given.client.send(new ListDatastoresCommand({}));
    for (let n = 0; n < 10; n += 1) await list();
    await expect(list()).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 429 } });
    now += 200;
    await expect(list()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    await expect(list()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('breaks once on purpose, and the client tries again by itself', async () => {
    given.inject({ operation: 'ListDatastores', kind: 'broken', times: 2 });
    await expect(given.client.send(new ListDatastoresCommand({}))).rejects.toMatchObject({
      name: 'InternalServerException',
      $metadata: { httpStatusCode: 500 },
    });
    const patientClient = given.clientWith({ maxAttempts: 2 });
    const { $metadata } = await patientClient.send(new ListDatastoresCommand({}));
    expect($metadata.attempts).toBe(2);
  });

  it('is late on purpose', async () => {
    given.inject({ operation: 'ListDatastores', kind: 'late', times: 1, milliseconds: 150 });
    const begun = performance.now();
    await given.client.send(new ListDatastoresCommand({}));
    expect(performance.now() - begun).toBeGreaterThan(140);
  });
});
