import { archiveAt } from '../../testing/archive-at.js';
import { FaultyHealthImaging } from '../../testing/faulty-health-imaging.js';
import { phantomImageSet } from '../../testing/phantom.js';
import type { ArchiveLimits } from '../archive-limits.js';
import type { HealthImagingArchive } from './healthimaging.archive.js';

const datastoreId = 'd'.repeat(32);
const imageSetId = 'a'.repeat(32);
const address = { datastoreId, imageSetId };
const frameId = `${'a'.repeat(30)}01`;
const throttled = { status: 429, type: 'ThrottlingException' };

describe('HealthImaging when it has a bad day', () => {
  const faulty = new FaultyHealthImaging(datastoreId);
  const archives: HealthImagingArchive[] = [];
  let endpoint: string;

  beforeAll(async () => {
    faulty.imageSets.set(imageSetId, [await phantomImageSet({ ...address, mrn: 'MRN001', slices: 1 })]);
    endpoint = await faulty.start();
  });

  beforeEach(() => {
    faulty.faults.splice(0);
    faulty.requests.splice(0);
  });

  afterAll(() => {
    for (const archive of archives) archive.close();
    faulty.stop();
  });

  function given(limits: Partial<ArchiveLimits> = {}) {
    const calls: { outcome: string; retries: number }[] = [];
    const metrics = {
      callFinished: ({ outcome, retries }: (typeof calls)[number]) => void calls.push({ outcome, retries }),
    };
    const archive = archiveAt(endpoint, { attemptsMax: 3, ...limits, metrics });
    archives.push(archive);
    return { archive, calls };
  }

  it('is asked again when it throttles, and that is counted (feature I14)', async () => {
    const { archive, calls } = given();
    faulty.faults.push(throttled, throttled);
    await expect(archive.datastore(datastoreId)).resolves.toMatchObject({ id: datastoreId });
    expect(calls).toEqual([{ outcome: 'success', retries: 2 }]);
  });

  it('is given up when it throttles again and again', async () => {
    const { archive, calls } = given({ attemptsMax: 2 });
    faulty.faults.push(throttled, throttled);
    await expect(archive.datastore(datastoreId)).rejects.toMatchObject({ code: 'imaging.archive.throttled' });
    expect(calls).toEqual([{ outcome: 'failure', retries: 1 }]);
  });

  it('is asked once for what it has refused for good', async () => {
    const { archive } = given();
    faulty.faults.push({ status: 403, type: 'AccessDeniedException' });
    await expect(archive.frame(address, frameId)).rejects.toMatchObject({ code: 'imaging.archive.unauthorized' });
    expect(faulty.requests).toHaveLength(1);
  });

  it('is asked once more for a frame that broke off', async () => {
    const { archive, calls } = given();
    faulty.faults.push('half');
    const { bytes } = await archive.frame(address, frameId);
    expect(bytes.equals(faulty.imageSets.get(imageSetId)?.[0]?.frames.get(frameId) ?? Buffer.alloc(0))).toBe(true);
    expect(calls).toEqual([{ outcome: 'success', retries: 1 }]);
  });

  it('is not waited for without end', async () => {
    const { archive } = given({ timeoutMilliseconds: 150, attemptsMax: 1 });
    faulty.faults.push('silent');
    await expect(archive.datastore(datastoreId)).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
  });

  it('may not send a frame larger than there is room for', async () => {
    const { archive } = given({ frameBytesMax: 100 });
    await expect(archive.frame(address, frameId)).rejects.toMatchObject({ code: 'imaging.frame.too_large' });
    expect(faulty.requests).toHaveLength(1);
  });

  it('may not send headers that are small only while they are packed', async () => {
    const { archive } = given({ metadataBytesMax: 700 });
    await expect(archive.metadata(address, '1')).rejects.toMatchObject({ code: 'imaging.study.too_large' });
  });

  it('has no credentials: that is told as such, not as a fault of the caller', async () => {
    const credentials = () => Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
    const archive = archiveAt(endpoint, { credentials });
    archives.push(archive);
    await expect(archive.datastore(datastoreId)).rejects.toMatchObject({ code: 'imaging.archive.unauthorized' });
    expect(faulty.requests).toEqual([]);
  });
});
