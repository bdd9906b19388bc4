import { createHash } from 'node:crypto';
import { until } from '@caregate/testing';
import { FaultyHealthImaging } from '../testing/faulty-health-imaging.js';
import { ImagingHouse } from '../testing/imaging-house.js';
import { phantomImageSet } from '../testing/phantom.js';

const MEBIBYTE = 1024 * 1024;
const LARGE_BYTES = 100 * MEBIBYTE;
const datastoreId = 'd'.repeat(32);
const ofJohn = 'a'.repeat(32);
const ofJane = 'b'.repeat(32);
const frameId = `${'a'.repeat(30)}01`;
const largeId = `${'a'.repeat(30)}02`;

describe('stored frames over HTTP', () => {
  const faulty = new FaultyHealthImaging(datastoreId);
  let house: ImagingHouse;
  let doctor: string;
  let digestOfLarge: string;

  beforeAll(async () => {
    faulty.imageSets.set(ofJohn, [
      await phantomImageSet({ datastoreId, imageSetId: ofJohn, mrn: 'MRN001', slices: 2 }),
    ]);
    faulty.imageSets.set(ofJane, [
      await phantomImageSet({ datastoreId, imageSetId: ofJane, mrn: 'MRN002', slices: 1 }),
    ]);
    faulty.large.set(largeId, LARGE_BYTES);
    // Before anything runs that has to keep up with the clock: it takes this process for itself.
    digestOfLarge = faulty.digestOf(LARGE_BYTES);
    house = await ImagingHouse.open({
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDSPEC',
      AWS_SECRET_ACCESS_KEY: 'of no consequence here',
      HEALTHIMAGING_ENDPOINT: await faulty.start(),
    });
    await house.relate('doctor', house.patients.john);
    doctor = await house.token('doctor');
  }, 60_000);

  beforeEach(() => void faulty.requests.splice(0));

  afterAll(async () => {
    await house.close();
    faulty.stop();
  });

  const pathOf = (patientId: string, imageSetId: string, id: string) =>
    `/patients/${patientId}/datastores/${datastoreId}/image-sets/${imageSetId}/frames/${id}`;
  const get = (path: string, token: string | undefined = doctor) =>
    fetch(`${house.origin}${path}`, { headers: token === '' ? {} : { authorization: `Bearer ${token}` } });
  const framesAsked = () => faulty.requests.filter((each) => each.endsWith('getImageFrame')).length;

  it('are where the metadata says, byte for byte (feature I04)', async () => {
    const { json } = await house.call(doctor, 'get_image_set_metadata', {
      datastore_id: datastoreId,
      image_set_id: ofJohn,
    });
    const url = new URL(`${String(json['frames_url'])}${frameId}`);
    expect(url.pathname).toBe(pathOf(house.patients.john, ofJohn, frameId));
    const response = await get(url.pathname);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jph']);
    const stored = faulty.imageSets.get(ofJohn)?.[0]?.frames.get(frameId);
    expect(stored?.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
    const entries = await house.trailOf('doctor');
    expect(entries.at(-1)).toMatchObject({
      event: 'imaging.frame.read',
      outcome: 'success',
      patientId: house.patients.john,
    });
  });

  it('may be as large as they are: of 100 MiB only a few are under way at any time (feature I04)', async () => {
    let most = 0;
    let bytes = 0;
    const digest = createHash('sha256');
    const response = await get(pathOf(house.patients.john, ofJohn, largeId));
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      digest.update(chunk);
      most = Math.max(most, faulty.poured - bytes);
    }
    expect(bytes).toBe(LARGE_BYTES);
    expect(digest.digest('hex')).toBe(digestOfLarge);
    expect(most).toBeLessThan(16 * MEBIBYTE);
  }, 60_000);

  it('are refused by the tools when they are large, without being taken in', async () => {
    // Its own sender and receiver beside it, the service may have been too busy to look for revocations in time.
    await until(async () => (await fetch(`${house.origin}/ready`)).status === 200);
    const place = { datastore_id: datastoreId, image_set_id: ofJohn, image_frame_id: largeId };
    for (const tool of ['get_image_frame', 'render_image_frame']) {
      const { isError, json } = await house.call(doctor, tool, place);
      expect(isError).toBe(true);
      expect(json).toMatchObject({ type: 'validation_error', code: 'imaging.frame.too_large' });
    }
  }, 60_000);

  it.each([
    ['of another patient', () => pathOf(house.patients.jane, ofJane, frameId), 403],
    ['of another patient, under the name of one’s own', () => pathOf(house.patients.john, ofJane, frameId), 404],
    ['of nobody', () => pathOf('0199a000-0000-7000-8000-000000000001', ofJohn, frameId), 403],
    ['that the image set does not have', () => pathOf(house.patients.john, ofJohn, 'f'.repeat(32)), 404],
    ['with ids of no archive', () => pathOf(house.patients.john, 'x', 'y'), 404],
  ])('%s are not given, nor asked for', async (_case, path, status) => {
    const response = await get(path());
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    await response.arrayBuffer();
    expect(framesAsked()).toBe(0);
  });

  it('are given to nobody without a token for images', async () => {
    const path = pathOf(house.patients.john, ofJohn, frameId);
    expect((await get(path, '')).status).toBe(401);
    expect((await get(path, await house.token('doctor', { scope: 'read:patients' }))).status).toBe(403);
    expect(framesAsked()).toBe(0);
  });
});
