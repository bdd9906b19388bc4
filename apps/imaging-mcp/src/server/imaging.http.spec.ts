import { localHealthImaging, type LocalHealthImaging } from '../testing/local-health-imaging.js';
import { ImagingHouse } from '../testing/imaging-house.js';
import { decodedHtj2k, linearGrey } from '../testing/independent-picture.js';
import type { Reply } from '../testing/imaging-door.js';
import sharp from 'sharp';

const LUNG = { center: -600, width: 1500 };

describe('the imaging server over HTTP, with HealthImaging behind it', () => {
  let archive: LocalHealthImaging;
  let house: ImagingHouse;
  let doctor: string;
  let chief: string;
  let chestCt: string;
  let headCt: string;

  const at = (imageSetId: string, more: object = {}) => ({
    datastore_id: archive.datastoreId,
    image_set_id: imageSetId,
    ...more,
  });
  const search = (token: string, mrn: string): Promise<Reply> =>
    house.call(token, 'search_image_sets', {
      datastore_id: archive.datastoreId,
      search_criteria: { filters: [{ operator: 'EQUAL', values: [{ DICOMPatientId: mrn }] }] },
    });
  const asked = (operation: string): Promise<number> =>
    house.metric('imaging_archive_call_duration_seconds_count', `operation="${operation}"`, 'outcome="success"');

  beforeAll(async () => {
    archive = await localHealthImaging(3);
    house = await ImagingHouse.open({
      AWS_REGION: archive.region,
      AWS_ACCESS_KEY_ID: archive.accessKeyId,
      AWS_SECRET_ACCESS_KEY: archive.secretAccessKey,
      HEALTHIMAGING_ENDPOINT: archive.url,
    });
    await house.relate('doctor', house.patients.john);
    await house.relate('chief', null);
    [doctor, chief] = await Promise.all([house.token('doctor'), house.token('chief')]);
    const found = async (mrn: string) => summariesOf(await search(chief, mrn)).find(isCt)?.image_set_id ?? '';
    [chestCt, headCt] = [await found('MRN001'), await found('MRN002')];
  }, 60_000);

  afterAll(async () => {
    await house.close();
    await archive.stop();
  });

  it('lists the datastores in the words of the older server, by state when asked (feature I01)', async () => {
    const active = { datastore_id: archive.datastoreId, datastore_name: 'clinic', datastore_status: 'ACTIVE' };
    const arn = expect.stringMatching(/^arn:aws:medical-imaging:/);
    const times = { created_at: expect.stringMatching(/Z$/), updated_at: expect.stringMatching(/Z$/) };
    const { json: all } = await house.call(doctor, 'list_datastores');
    expect(all).toEqual({
      datastore_summaries: [
        { ...active, datastore_arn: arn, ...times },
        expect.objectContaining({ datastore_status: 'DELETED' }),
      ],
    });
    const { json: some } = await house.call(doctor, 'list_datastores', { datastore_status: 'ACTIVE' });
    expect(some).toEqual({ datastore_summaries: [expect.objectContaining(active)] });
    const { json: one } = await house.call(doctor, 'get_datastore', { datastore_id: archive.datastoreId });
    expect(one).toEqual({ datastore_properties: { ...active, datastore_arn: arn, ...times } });
  });

  it('finds image sets by the patient’s number (feature I02)', async () => {
    const { json } = await search(doctor, 'MRN001');
    expect(json['image_sets_metadata_summaries']).toHaveLength(2);
    expect(json['image_sets_metadata_summaries']).toContainEqual({
      image_set_id: chestCt,
      version: expect.any(Number),
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      is_primary: true,
      dicom_tags: expect.objectContaining({
        DICOMPatientId: 'MRN001',
        DICOMSeriesModality: 'CT',
        DICOMStudyInstanceUID: expect.stringMatching(/^2\.25\./),
      }),
    });
  });

  it('answers a search for a patient out of reach with nothing, and asks the archive nothing', async () => {
    const before = await asked('SearchImageSets');
    expect(before).toBeGreaterThan(0);
    expect((await search(doctor, 'MRN002')).json).toEqual({ image_sets_metadata_summaries: [] });
    expect((await search(doctor, 'MRN-NOBODY')).json).toEqual({ image_sets_metadata_summaries: [] });
    expect(await asked('SearchImageSets')).toBe(before);
  });

  it('tells of an image set, its versions and its headers (feature I03)', async () => {
    const { json: one } = await house.call(doctor, 'get_image_set', at(chestCt));
    expect(one).toMatchObject({ ...at(chestCt), version_id: '2', image_set_state: 'ACTIVE' });
    const { json: list } = await house.call(doctor, 'list_image_set_versions', at(chestCt));
    expect(list['image_set_properties_list']).toMatchObject([{ version_id: '2' }, { version_id: '1' }]);
    const { json: earlier } = await house.call(doctor, 'get_image_set_metadata', at(chestCt, { version_id: '1' }));
    expect(earlier).toMatchObject({
      version_id: '1',
      metadata: { Patient: { DICOM: { PatientID: 'MRN001' } }, Study: { DICOM: { AccessionNumber: 'ACC0001' } } },
    });
  });

  it('gives the stored frame, and a picture of it that is what windowing that frame yields (feature I04)', async () => {
    const looked = await house.call(doctor, 'render_image_frame', at(chestCt, { window: 'lung' }));
    expect(looked.json).toMatchObject({
      modality: 'CT',
      frame_number: 2,
      frame_count: 3,
      width: 512,
      height: 512,
      window: { ...LUNG, source: 'lung' },
      checksum: 'verified',
      is_lossy: false,
    });
    const bytes = looked.image?.bytes ?? Buffer.alloc(0);
    expect(looked.image?.mimeType).toBe('image/png');
    expect(bytes.length).toBeLessThan(250_000);
    expect(bytes.length).toBe(looked.json['size_bytes']);
    const { json: stored } = await house.call(
      doctor,
      'get_image_frame',
      at(chestCt, { image_frame_id: looked.json['image_frame_id'] }),
    );
    expect(stored).toMatchObject({ content_type: 'image/jph' });
    const values = await decodedHtj2k(Buffer.from(String(stored['image_frame_blob']), 'base64'));
    const expected = linearGrey(values, { ...LUNG, slope: 1, intercept: -1024 });
    const shown = await sharp(bytes).toColourspace('b-w').raw().toBuffer();
    expect(shown.equals(expected)).toBe(true);
    expect(new Set(shown).size).toBeGreaterThan(100);
  });

  it('shows the film of the chest, which no CT window fits', async () => {
    const film = summariesOf(await search(doctor, 'MRN001')).find((each) => !isCt(each))?.image_set_id ?? '';
    const { json, image } = await house.call(doctor, 'render_image_frame', at(film));
    expect(json).toMatchObject({ modality: 'CR', width: 512, height: 512, window: { source: 'suggested' } });
    await expect(sharp(image?.bytes).metadata()).resolves.toMatchObject({ format: 'png', channels: 1 });
    const { json: refused } = await house.call(doctor, 'render_image_frame', at(film, { window: 'lung' }));
    expect(refused).toMatchObject({ type: 'validation_error', code: 'request.invalid' });
  });

  it.each([
    'get_image_set',
    'get_image_set_metadata',
    'list_image_set_versions',
    'get_image_frame',
    'render_image_frame',
  ])('%s refuses another patient’s picture before any pixel is asked for, and puts it on the trail', async (tool) => {
    const before = await asked('GetImageFrame');
    const subject = `stranger-to-${tool}`;
    const frame = tool === 'get_image_frame' ? { image_frame_id: 'f'.repeat(32) } : {};
    const { isError, json, image } = await house.call(await house.token(subject), tool, at(headCt, frame));
    expect(isError).toBe(true);
    const emergency = { break_glass_url: 'http://clinic.example/console/emergency' };
    expect(json).toMatchObject({ error: true, type: 'auth_error', code: 'access.patient.refused', ...emergency });
    expect(image).toBeUndefined();
    expect(await asked('GetImageFrame')).toBe(before);
    const trail = await house.trailOf(subject);
    expect(trail).toMatchObject([
      {
        event: expect.stringMatching(/^imaging\./),
        outcome: 'refused',
        patientId: house.patients.jane,
        decision: 'access.patient.refused',
        entity: { type: 'ImagingStudy', id: expect.stringMatching(/^2\.25\./) },
      },
    ]);
    expect(JSON.stringify(trail)).not.toMatch(/MRN002|Smith/);
  });

  it.each([
    ['an image set that is not there', () => at('0'.repeat(32)), 'not_found', 'imaging.resource.not_found'],
    ['a datastore that is not there', () => ({ datastore_id: 'elsewhere', image_set_id: chestCt }), 'not_found'],
    ['a window that nobody knows', () => at(chestCt, { window: 'spleen' }), 'validation_error'],
    ['half a window', () => at(chestCt, { window_center: 40 }), 'validation_error'],
    ['a frame beyond the last', () => at(chestCt, { frame_number: 99 }), 'not_found', 'imaging.frame.not_found'],
    ['a frame before the first', () => at(chestCt, { frame_number: 0 }), 'validation_error'],
    ['a parameter that it does not have', () => at(chestCt, { zoom: 2 }), 'validation_error'],
  ])('shows nothing of %s (feature I10)', async (_case, input, type, code = expect.any(String)) => {
    const { isError, json, image } = await house.call(chief, 'render_image_frame', input());
    expect(isError).toBe(true);
    expect(json).toMatchObject({ error: true, type, code, message: expect.any(String) });
    expect(image).toBeUndefined();
  });

  it('lets nobody in without a token for images, and says which scope is missing', async () => {
    const elsewhere = await house.token('doctor', { aud: 'http://ehr.clinic.example/mcp' });
    const late = await house.token('doctor', { seconds: -1 });
    for (const token of [undefined, 'a.b.c', elsewhere, late])
      await expect(house.call(token, 'list_datastores')).resolves.toMatchObject({ status: 401 });
    const reader = await house.token('reader-of-charts', { scope: 'read:patients' });
    const { status, challenge } = await house.call(reader, 'render_image_frame', at(chestCt));
    expect([status, challenge]).toEqual([403, expect.stringMatching(/insufficient_scope.*read:imaging/)]);
    await expect(house.trailOf('reader-of-charts')).resolves.toMatchObject([
      { outcome: 'refused', decision: 'access.scope.insufficient' },
    ]);
  });

  it('tells who may sign its tokens, whether it is well, and what it has done', async () => {
    const metadata = await (await fetch(`${house.origin}/.well-known/oauth-protected-resource/mcp`)).json();
    expect(metadata).toMatchObject({
      authorization_servers: [house.issuer.issuer],
      scopes_supported: ['read:imaging', 'read:own_records'],
    });
    expect((await fetch(`${house.origin}/ready`)).status).toBe(200);
    await house.call(doctor, 'render_image_frame', at(chestCt));
    expect(await house.metric('imaging_frame_render_duration_seconds_count')).toBeGreaterThan(0);
  });
});

interface Summary {
  readonly image_set_id: string;
  readonly dicom_tags: Readonly<Record<string, unknown>>;
}

function summariesOf({ json }: Reply): readonly Summary[] {
  return Object(json['image_sets_metadata_summaries']);
}

function isCt({ dicom_tags: tags }: Summary): boolean {
  return tags['DICOMSeriesModality'] === 'CT';
}
