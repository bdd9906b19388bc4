import { Agent } from 'node:http';
import {
  GetDatastoreCommand,
  GetImageSetCommand,
  ListDatastoresCommand,
  ListImageSetVersionsCommand,
  SearchImageSetsCommand,
} from '@aws-sdk/client-medical-imaging';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { syntheticStudies } from '@caregate/synthetic';
import { givenHealthImaging } from './given-health-imaging.js';

const [chest, , head] = syntheticStudies();
const lockedSeries = syntheticStudies()[1]?.series[0]?.seriesInstanceUid ?? '';
const deletedSeries = head?.series[0]?.seriesInstanceUid ?? '';

describe('the local HealthImaging endpoint', () => {
  let given: Awaited<ReturnType<typeof givenHealthImaging>>;
  let datastoreId: string;
  beforeAll(async () => {
    given = await givenHealthImaging({ states: { [lockedSeries]: 'LOCKED', [deletedSeries]: 'DELETED' } });
    ({ datastoreId } = given);
  });
  afterAll(() => given.close());

  const imageSetOf = async (DICOMStudyInstanceUID = '') => {
    const filters = [{ operator: 'EQUAL' as const, values: [{ DICOMStudyInstanceUID }] }];
    const { imageSetsMetadataSummaries: found } = await given.client.send(
      new SearchImageSetsCommand({ datastoreId, searchCriteria: { filters } }),
    );
    return found?.[0]?.imageSetId ?? '';
  };

  it('says on a plain address that it is well', async () => {
    expect(await (await fetch(`${given.url}/healthz`)).text()).toBe('ok');
  });

  it('lists data stores, and those of a status', async () => {
    const all = await given.client.send(new ListDatastoresCommand({}));
    const active = await given.client.send(new ListDatastoresCommand({ datastoreStatus: 'ACTIVE' }));
    const creating = await given.client.send(new ListDatastoresCommand({ datastoreStatus: 'CREATING' }));
    expect(all.datastoreSummaries?.map(({ datastoreStatus }) => datastoreStatus)).toEqual(['ACTIVE', 'DELETED']);
    expect(active.datastoreSummaries?.map((each) => each.datastoreId)).toEqual([datastoreId]);
    expect(creating.datastoreSummaries).toEqual([]);
  });

  it('describes a data store', async () => {
    const { datastoreProperties } = await given.client.send(new GetDatastoreCommand({ datastoreId }));
    expect(datastoreProperties).toMatchObject({
      datastoreId,
      datastoreName: 'clinic',
      datastoreStatus: 'ACTIVE',
      losslessStorageFormat: 'HTJ2K',
      datastoreArn: expect.stringMatching(/^arn:aws:medical-imaging:us-east-1:\d{12}:datastore\/[0-9a-z]{32}$/),
      createdAt: expect.any(Date),
    });
  });

  it('describes the latest version of an image set, and an earlier one by its number', async () => {
    const imageSetId = await imageSetOf(chest?.studyInstanceUid);
    const at = (versionId?: string) => new GetImageSetCommand({ datastoreId, imageSetId, versionId });
    expect(await given.client.send(at())).toMatchObject({
      datastoreId,
      imageSetId,
      versionId: '2',
      imageSetState: 'ACTIVE',
      imageSetWorkflowStatus: 'UPDATED',
      isPrimary: true,
      updatedAt: new Date('2026-09-15T11:15:00Z'),
    });
    expect(await given.client.send(at('1'))).toMatchObject({ versionId: '1', imageSetWorkflowStatus: 'CREATED' });
    await expect(given.client.send(at('3'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('lists the versions of an image set, the latest first, page by page', async () => {
    const imageSetId = await imageSetOf(chest?.studyInstanceUid);
    const page = (nextToken?: string) =>
      given.client.send(new ListImageSetVersionsCommand({ datastoreId, imageSetId, maxResults: 1, nextToken }));
    const first = await page();
    const second = await page(first.nextToken);
    const versions = [first, second].flatMap(({ imageSetPropertiesList: list = [] }) => list);
    expect(versions.map(({ versionId, ImageSetWorkflowStatus: status }) => [versionId, status])).toEqual([
      ['2', 'UPDATED'],
      ['1', 'CREATED'],
    ]);
    expect(second.nextToken).toBeUndefined();
  });

  it('shows a locked image set as such, and leaves deleted ones out of searches', async () => {
    const imageSetId = await imageSetOf(syntheticStudies()[1]?.studyInstanceUid);
    const locked = await given.client.send(new GetImageSetCommand({ datastoreId, imageSetId }));
    expect(locked).toMatchObject({ imageSetState: 'LOCKED', imageSetWorkflowStatus: 'UPDATING' });
    expect(await imageSetOf(head?.studyInstanceUid)).toBe('');
  });

  it('answers a client that keeps the prefix of the data plane in the host name', async () => {
    const port = new URL(given.url).port;
    const httpAgent = new Agent({
      lookup: (_name, options, found) =>
        options.all === true ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
    });
    const client = given.clientWith({
      endpoint: `http://localhost:${port}`,
      disableHostPrefix: false,
      requestHandler: new NodeHttpHandler({ httpAgent }),
    });
    const { imageSetsMetadataSummaries: found } = await client.send(new SearchImageSetsCommand({ datastoreId }));
    expect(found).toHaveLength(2);
    client.destroy();
  });
});
