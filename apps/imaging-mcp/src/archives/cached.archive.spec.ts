import { Readable } from 'node:stream';
import { fakeClock } from '@caregate/testing';
import { BulkData } from './bulk-data.js';
import { CachedArchive } from './cached.archive.js';
import type { ImageArchive } from './image-archive.port.js';

const address = { datastoreId: 'clinic', imageSetId: '2.25.1' };

/** Counts what it is asked, and answers with bodies of the given sizes. */
function given({ frameBytes = 100, metadataBytes = 100 } = {}) {
  const asked: string[] = [];
  const hits: [string, boolean][] = [];
  let version = 1;
  const reading = { now: 0, most: 0 };
  const note = async <T>(what: string, answer: T): Promise<T> => {
    asked.push(what);
    return answer;
  };
  const metadata = {
    DatastoreID: 'clinic',
    ImageSetID: '2.25.1',
    Patient: { DICOM: {} },
    Study: { DICOM: {}, Series: {} },
  };
  const archive: ImageArchive = {
    name: 'counted',
    patientIssuer: undefined,
    names: () => true,
    listDatastores: () => note('listDatastores', { items: [], nextToken: undefined }),
    datastore: (id) => note('datastore', { id, name: id, status: 'ACTIVE' }),
    search: () => note('search', { items: [], nextToken: undefined }),
    imageSet: ({ imageSetId }, versionId) =>
      note('imageSet', { imageSetId, versionId: versionId ?? String(version), state: 'ACTIVE' }),
    versions: () => note('versions', { items: [], nextToken: undefined }),
    metadata: async (_address, versionId) => {
      reading.now += 1;
      reading.most = Math.max(reading.most, reading.now);
      await new Promise(setImmediate);
      reading.now -= 1;
      return note(`metadata ${versionId}`, { metadata, bytes: metadataBytes });
    },
    openFrame: () => note('openFrame', { chunks: Readable.from([]), contentType: 'image/jph' }),
    frame: (_address, id) => note(`frame ${id}`, { bytes: Buffer.alloc(frameBytes), contentType: 'image/jph' }),
    bulkData: ({ path }) => note(`bulk ${path}`, Buffer.alloc(8)),
  };
  const clock = fakeClock();
  const now = () => clock.now().getTime();
  const limits = { seconds: 30, frameBytesMax: 1_000, metadataBytesMax: 1_000, now };
  const cached = new CachedArchive(archive, limits, { cacheAsked: (cache, isHit) => void hits.push([cache, isHit]) });
  return { cached, asked, hits, clock, reading, update: () => (version += 1) };
}

describe('the memory of an archive (feature I13)', () => {
  it('reads the headers of few image sets at once, and of all of them in the end', async () => {
    const { cached, reading } = given();
    const asked = Array.from({ length: 20 }, (_none, n) =>
      cached.metadata({ ...address, imageSetId: `2.25.${n}` }, '1'),
    );
    await expect(Promise.all(asked)).resolves.toHaveLength(20);
    expect(reading.most).toBe(4);
  });

  it('tells of headers, and not of pictures, who comes when too many wait for theirs', async () => {
    const { cached } = given();
    const ask = (n: number) => cached.metadata({ ...address, imageSetId: `2.25.${n}` }, '1');
    const asked = Array.from({ length: 4 + 64 }, (_none, n) => ask(n));
    await expect(ask(100)).rejects.toMatchObject({ code: 'imaging.headers.busy', kind: 'too-many' });
    await expect(Promise.all(asked)).resolves.toHaveLength(68);
  });

  it('asks once for a version of an image set, and for a frame, and says so', async () => {
    const { cached, asked, hits } = given();
    for (const turn of [1, 2]) {
      await cached.metadata(address, '1');
      await cached.frame(address, `f${turn - turn}`);
    }
    expect(asked).toEqual(['metadata 1', 'frame f0']);
    expect(hits).toEqual([
      ['metadata', false],
      ['frame', false],
      ['metadata', true],
      ['frame', true],
    ]);
  });

  it('asks once for a look-up table', async () => {
    const { cached, asked } = given();
    for (const path of ['/a', '/a', '/b']) await cached.bulkData(new BulkData(path));
    expect(asked).toEqual(['bulk /a', 'bulk /b']);
  });

  it('asks once when many want the same at the same time', async () => {
    const { cached, asked } = given();
    const frames = await Promise.all(Array.from({ length: 20 }, () => cached.frame(address, 'f')));
    expect(new Set(frames).size).toBe(1);
    expect(asked).toEqual(['frame f']);
  });

  it('does not remember a failure', async () => {
    const { cached, asked } = given();
    const broken = new CachedArchive(
      Object.assign(Object.create(cached), { frame: () => Promise.reject(new Error('away')) }),
      { seconds: 1, frameBytesMax: 1_000, metadataBytesMax: 1_000 },
      { cacheAsked: () => undefined },
    );
    await expect(broken.frame(address, 'f')).rejects.toThrow('away');
    await expect(broken.frame(address, 'f')).rejects.toThrow('away');
    expect(asked).toEqual([]);
  });

  it('forgets the frames that were looked at longest ago when there is no more room', async () => {
    const { cached, asked } = given({ frameBytes: 300 });
    for (const id of ['a', 'b', 'c', 'd', 'd', 'a']) await cached.frame(address, id);
    expect(asked).toEqual(['frame a', 'frame b', 'frame c', 'frame d', 'frame a']);
  });

  it('keeps headers by their size, and none that are larger than all its room', async () => {
    const { cached, asked } = given({ metadataBytes: 2_000 });
    await cached.metadata(address, '1');
    await cached.metadata(address, '1');
    expect(asked).toEqual(['metadata 1', 'metadata 1']);
  });

  it('asks the archive itself for a frame that is wanted fresh, and remembers that one', async () => {
    const { cached, asked } = given();
    const first = await cached.frame(address, 'f');
    const fresh = await cached.frame(address, 'f', 'fresh');
    expect(fresh).not.toBe(first);
    await expect(cached.frame(address, 'f')).resolves.toBe(fresh);
    expect(asked).toEqual(['frame f', 'frame f']);
  });

  it('believes for its time only which version is the latest, and always asks for a named one', async () => {
    const { cached, asked, clock, update } = given();
    await cached.imageSet(address);
    update();
    await expect(cached.imageSet(address)).resolves.toMatchObject({ versionId: '1' });
    await cached.imageSet(address, '2');
    clock.advance(30_001);
    await expect(cached.imageSet(address)).resolves.toMatchObject({ versionId: '2' });
    expect(asked).toEqual(['imageSet', 'imageSet', 'imageSet']);
  });
});
