import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetImageFrameCommand, GetImageSetMetadataCommand } from '@aws-sdk/client-medical-imaging';
import { syntheticStudies } from '@caregate/synthetic';
import { hexId } from './archive/hex-id.js';
import { KeptInstances } from './archive/kept-instances.js';
import { givenHealthImaging } from './given-health-imaging.js';

const [study] = syntheticStudies();
const [series] = study?.series ?? [];
const [instance] = series?.instances ?? [];
if (study === undefined || series === undefined || instance === undefined) throw new Error('The seed has a study.');

describe('a picture that is kept in a folder', () => {
  const imageSetId = hexId('image set', series.seriesInstanceUid);
  const imageFrameInformation = { imageFrameId: hexId('frame', instance.sopInstanceUid, '1') };
  const file = instance.part10();
  let folder: string;
  let drawn: number;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'caregate-pictures-'));
    drawn = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const part10 = () => {
    drawn += 1;
    return file;
  };

  /** What an endpoint that has just been started says of the picture. */
  const look = async (picturesFolder = folder) => {
    const counted = { ...study, series: [{ ...series, instances: [{ ...instance, part10 }] }] };
    const given = await givenHealthImaging({ studies: [counted], picturesFolder });
    const { client, datastoreId } = given;
    const place = { datastoreId, imageSetId };
    try {
      const frame = await client.send(new GetImageFrameCommand({ ...place, imageFrameInformation }));
      const metadata = await client.send(new GetImageSetMetadataCommand(place));
      const blobs = [frame.imageFrameBlob, metadata.imageSetMetadataBlob];
      return await Promise.all(blobs.map((blob) => blob?.transformToString('base64')));
    } finally {
      client.destroy();
      await given.close();
    }
  };

  it('is drawn for the first of two starts only, and is the same after the second', async () => {
    const first = await look();
    expect(drawn).toBe(1);
    expect(await look()).toEqual(first);
    expect(drawn).toBe(1);
  });

  it('is drawn again when its file is damaged', async () => {
    const first = await look();
    const [name = ''] = readdirSync(folder);
    const kept = path.join(folder, name);
    for (const damage of [readFileSync(kept).subarray(0, -1), Buffer.from('no picture'), Buffer.alloc(0)]) {
      writeFileSync(kept, damage);
      expect(await look()).toEqual(first);
    }
    expect(drawn).toBe(4);
    expect(await look()).toEqual(first);
    expect(drawn).toBe(4);
  });

  it('is drawn at every start where nothing can be kept', async () => {
    const noFolder = path.join(folder, 'file');
    writeFileSync(noFolder, '');
    expect(await look(noFolder)).toEqual(await look(path.join(noFolder, 'deeper')));
    expect(drawn).toBe(2);
    expect(new KeptInstances(noFolder).has(instance.sopInstanceUid)).toBe(false);
  });
});
