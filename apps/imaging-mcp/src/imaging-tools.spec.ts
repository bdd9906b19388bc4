import { gunzipSync } from 'node:zlib';
import { schemaComplaints } from '@caregate/kit-mcp';
import { givenCaller, givenRelation } from '@caregate/testing';
import sharp from 'sharp';
import type { HealthImagingArchive } from './archives/healthimaging/healthimaging.archive.js';
import { imagingTools } from './imaging-tools.js';
import { archiveAt } from './testing/archive-at.js';
import { FaultyHealthImaging } from './testing/faulty-health-imaging.js';
import { imagingDoor, type ImagingDoor } from './testing/imaging-door.js';
import { phantomImageSet } from './testing/phantom.js';

const john = '0199a000-0000-7000-8000-0000000000a1';
const mary = '0199a000-0000-7000-8000-0000000000a2';
const datastoreId = 'd'.repeat(32);
const ofJohn = 'a'.repeat(32);
const ofMary = 'b'.repeat(32);
const ofNobody = 'c'.repeat(32);
const absent = 'e'.repeat(32);

describe('the imaging tools', () => {
  const faulty = new FaultyHealthImaging(datastoreId);
  let door: ImagingDoor;
  let archive: HealthImagingArchive;
  const at = (imageSetId: string, more: object = {}) => ({
    datastore_id: datastoreId,
    image_set_id: imageSetId,
    ...more,
  });

  beforeAll(async () => {
    archive = archiveAt(await faulty.start(), { attemptsMax: 2 });
    door = await imagingDoor([archive], { MRN001: john, MRN002: mary });
    const set = (imageSetId: string, mrn: string, slices: number) =>
      phantomImageSet({ datastoreId, imageSetId, mrn, slices });
    faulty.imageSets.set(ofJohn, [await set(ofJohn, 'MRN002', 1), await set(ofJohn, 'MRN001', 3)]);
    faulty.imageSets.set(ofMary, [await set(ofMary, 'MRN002', 1)]);
    faulty.imageSets.set(ofNobody, [await set(ofNobody, 'MRN999', 1)]);
    const scopes = ['read:imaging'];
    door.admit('doctor', givenCaller({ subject: 'doctor-1', scopes }), [givenRelation('doctor-1', john)]);
    door.admit('chief', givenCaller({ subject: 'chief-1', scopes }), [givenRelation('chief-1', null)]);
    door.admit('reader', givenCaller({ subject: 'doctor-1', scopes: ['read:patients'] }));
    door.admit('admin', givenCaller({ subject: 'admin-1', role: 'admin', scopes }));
  });

  beforeEach(() => {
    door.trail.entries.splice(0);
    faulty.requests.splice(0);
    faulty.found.splice(0);
  });

  afterAll(async () => {
    await door.end();
    archive.close();
    faulty.stop();
  });

  it('have schemas that every host accepts', () => {
    expect(schemaComplaints(imagingTools)).toEqual([]);
  });

  describe('list_datastores and get_datastore', () => {
    const properties = {
      datastore_id: datastoreId,
      datastore_name: 'radiology',
      datastore_status: 'ACTIVE',
      created_at: '2023-11-14T22:13:20.000Z',
    };

    it('answer with the shapes of the older server', async () => {
      const { json: list } = await door.call('doctor', 'list_datastores', { datastore_status: 'ACTIVE' });
      expect(list).toEqual({ datastore_summaries: [properties] });
      const { json: one } = await door.call('doctor', 'get_datastore', { datastore_id: datastoreId });
      expect(one).toEqual({ datastore_properties: properties });
    });

    it.each([
      ['an id that is none', { datastore_id: 'x y' }, 'validation_error'],
      ['a datastore of no archive', { datastore_id: 'elsewhere' }, 'not_found'],
    ])('refuse %s', async (_case, input, type) => {
      const { isError, json } = await door.call('doctor', 'get_datastore', input);
      expect(isError).toBe(true);
      expect(json).toMatchObject({ error: true, type, message: expect.any(String) });
      expect(faulty.requests).toEqual([]);
    });
  });

  describe('search_image_sets', () => {
    const search = { datastore_id: datastoreId };

    it('finds only the pictures of patients whom the caller may see', async () => {
      faulty.found.push('MRN002', 'MRN001', 'MRN999', 'mrn001 ', 'MRN002');
      const { json } = await door.call('doctor', 'search_image_sets', search);
      expect(json['image_sets_metadata_summaries']).toMatchObject([
        { image_set_id: `${'0'.repeat(31)}1`, version: 1, dicom_tags: { DICOMPatientId: 'MRN001' } },
        { image_set_id: `${'0'.repeat(31)}3` },
      ]);
    });

    it('walks 250 image sets by next_token, each of them once', async () => {
      faulty.found.push(...Array.from({ length: 250 }, () => 'MRN001'));
      const ids = new Set<unknown>();
      let token: unknown;
      for (let page = 0; page < 5; page += 1) {
        const { json } = await door.call('doctor', 'search_image_sets', {
          ...search,
          ...(typeof token === 'string' && { next_token: token }),
        });
        for (const summary of Object(json['image_sets_metadata_summaries'])) ids.add(summary.image_set_id);
        token = json['next_token'];
      }
      expect(ids.size).toBe(250);
      expect(token).toBeUndefined();
    });

    it('passes over pages that hold nothing for the caller', async () => {
      faulty.found.push(...Array.from({ length: 120 }, () => 'MRN002'), 'MRN001');
      const { json } = await door.call('doctor', 'search_image_sets', search);
      expect(json['image_sets_metadata_summaries']).toHaveLength(1);
    });

    it('asks the archive nothing for somebody who may see nobody', async () => {
      const lonely = givenCaller({ subject: 'doctor-2', scopes: ['read:imaging'] });
      door.admit('lonely', lonely);
      faulty.found.push('MRN001');
      const { json } = await door.call('lonely', 'search_image_sets', search);
      expect(json).toEqual({ image_sets_metadata_summaries: [] });
      expect(faulty.requests).toEqual([]);
    });

    it('hands criteria on in the words of the service', async () => {
      const filters = [{ operator: 'EQUAL', values: [{ DICOMPatientId: 'MRN001' }] }];
      const sort = { sortField: 'updatedAt', sortOrder: 'DESC' };
      await door.call('doctor', 'search_image_sets', { ...search, search_criteria: { filters, sort } });
      expect(faulty.searches.at(-1)).toEqual({ filters, sort });
    });

    it('takes what programs of the first versions send: criteria as text, and more results than there are', async () => {
      const filters = [{ operator: 'EQUAL', values: [{ DICOMPatientId: 'MRN001' }] }];
      const search_criteria = JSON.stringify({ filters });
      const { isError } = await door.call('doctor', 'search_image_sets', {
        ...search,
        search_criteria,
        max_results: 100,
      });
      expect(isError).toBe(false);
      expect(faulty.searches.at(-1)).toEqual({ filters });
      const { json } = await door.call('doctor', 'list_datastores', { status: 'DELETED', max_results: 100 });
      expect(json).toEqual({ datastore_summaries: [] });
    });

    it.each(['MRN001', '{', '[]', '{"filters":[]}'])('refuses the text %s as criteria', async (search_criteria) => {
      const { json } = await door.call('doctor', 'search_image_sets', { ...search, search_criteria });
      expect(json).toMatchObject({ type: 'validation_error', code: 'request.invalid' });
      expect(faulty.requests).toEqual([]);
    });

    it.each([
      ['an attribute that the service does not know', [{ operator: 'EQUAL', values: [{ DICOMModality: 'CT' }] }]],
      ['two attributes in one value', [{ operator: 'EQUAL', values: [{ DICOMPatientId: 'a', DICOMStudyId: 'b' }] }]],
      ['a period of something that is no date', [{ operator: 'BETWEEN', values: [{ DICOMPatientId: 'a' }] }]],
      ['an operator of its own', [{ operator: 'LIKE', values: [{ DICOMPatientId: 'a' }] }]],
      [
        'a day that there is not',
        [{ operator: 'EQUAL', values: [{ DICOMStudyDateAndTime: { DICOMStudyDate: '20260230' } }] }],
      ],
      ['no values', [{ operator: 'EQUAL', values: [] }]],
    ])('refuses %s as a validation error, and asks the archive nothing', async (_case, filters) => {
      const { json } = await door.call('doctor', 'search_image_sets', { ...search, search_criteria: { filters } });
      expect(json).toMatchObject({ type: 'validation_error', code: 'request.invalid' });
      expect(faulty.requests).toEqual([]);
    });
  });

  describe('get_image_set, its metadata and its versions', () => {
    it('answer with the latest version', async () => {
      const { json } = await door.call('doctor', 'get_image_set', at(ofJohn));
      expect(json).toMatchObject({ datastore_id: datastoreId, image_set_id: ofJohn, version_id: '2' });
      const { json: list } = await door.call('doctor', 'list_image_set_versions', at(ofJohn));
      expect(list['image_set_properties_list']).toMatchObject([{ version_id: '2' }, { version_id: '1' }]);
    });

    it('have the headers in clear, as many as asked for', async () => {
      const { json } = await door.call('doctor', 'get_image_set_metadata', at(ofJohn, { max_instances: 2 }));
      expect(json).toMatchObject({
        version_id: '2',
        instances_left_out: 1,
        metadata: { Patient: { DICOM: { PatientID: 'MRN001' } }, Study: { Series: { '2.25.2': expect.anything() } } },
      });
      expect(json['image_set_metadata_blob']).toBeUndefined();
    });

    it('give programs the whole document as the service does', async () => {
      const { json } = await door.call('doctor', 'get_image_set_metadata', at(ofJohn, { as_blob: true }));
      const blob = gunzipSync(Buffer.from(String(json['image_set_metadata_blob']), 'base64'));
      expect(JSON.parse(blob.toString())).toEqual(faulty.imageSets.get(ofJohn)?.[1]?.metadata);
    });

    it('are on the trail with patient and study before the answer, without name or number', async () => {
      await door.call('doctor', 'get_image_set_metadata', at(ofJohn));
      expect(door.trail.entries).toEqual([
        expect.objectContaining({
          event: 'imaging.study.read',
          outcome: 'success',
          patientId: john,
          entity: { type: 'ImagingStudy', id: '2.25.1' },
          decision: 'assignment',
        }),
      ]);
      expect(JSON.stringify(door.trail.entries)).not.toMatch(/MRN001|Doe/);
    });

    it('keep back a version that was filed under another patient', async () => {
      const { json } = await door.call('doctor', 'get_image_set_metadata', at(ofJohn, { version_id: '1' }));
      expect(json).toMatchObject({ type: 'not_found', code: 'imaging.resource.not_found' });
      expect(JSON.stringify(json)).not.toContain('MRN002');
    });
  });

  describe('get_image_frame', () => {
    const frame = { image_frame_id: `${'a'.repeat(30)}02` };

    it('gives programs the stored bytes', async () => {
      const { json } = await door.call('doctor', 'get_image_frame', at(ofJohn, frame));
      const stored = faulty.imageSets.get(ofJohn)?.[1]?.frames.get(frame.image_frame_id);
      expect(json).toMatchObject({ content_type: 'image/jph', size_bytes: stored?.length });
      expect(Buffer.from(String(json['image_frame_blob']), 'base64')).toEqual(stored);
    });

    it('takes the frame as programs of later versions name it, and either name but not both', async () => {
      const later = { image_frame_information: { imageFrameId: frame.image_frame_id } };
      const { json } = await door.call('doctor', 'get_image_frame', at(ofJohn, later));
      expect(json).toMatchObject({ ...frame, content_type: 'image/jph' });
      for (const wrong of [{ ...frame, ...later }, {}]) {
        const { json: refused } = await door.call('doctor', 'get_image_frame', at(ofJohn, wrong));
        expect(refused).toMatchObject({ type: 'validation_error', code: 'request.invalid' });
      }
    });

    it('asks for no frame that the image set does not have', async () => {
      const foreign = { image_frame_id: `${'b'.repeat(30)}01` };
      const { json } = await door.call('doctor', 'get_image_frame', at(ofJohn, foreign));
      expect(json).toMatchObject({ type: 'not_found', code: 'imaging.frame.not_found' });
      expect(faulty.requests.filter((one) => one.endsWith('getImageFrame'))).toEqual([]);
    });
  });

  describe('render_image_frame', () => {
    it('shows the middle frame as PNG, windowed as the modality suggests, with its checksum verified', async () => {
      const { json, image } = await door.call('doctor', 'render_image_frame', at(ofJohn));
      expect(json).toMatchObject({
        frame_number: 2,
        frame_count: 3,
        mime_type: 'image/png',
        width: 64,
        height: 64,
        window: { center: 0, width: 400, source: 'suggested' },
        checksum: 'verified',
        position_mm: [0, 0, 10],
        is_lossy: false,
      });
      const { data } = await sharp(image?.bytes).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
      // Air is black, water (2 HU in the second slice) just above the middle grey, bone white.
      expect([data[0], data[32 * 64 + 15], data[32 * 64 + 32]]).toEqual([0, 129, 255]);
      expect(door.trail.entries).toEqual([
        expect.objectContaining({ event: 'imaging.frame.read', entity: { type: 'ImagingStudy', id: '2.25.1' } }),
      ]);
    });

    it.each([
      [{ window: 'bone' }, { center: 480, width: 2500, source: 'bone' }],
      [{ window: 'full' }, { center: 0.5, width: 2001, source: 'full' }],
      [
        { window_center: 10, window_width: 20 },
        { center: 10, width: 20, source: 'given' },
      ],
    ])('uses the window of %j', async (choice, window) => {
      const { json } = await door.call('doctor', 'render_image_frame', at(ofJohn, choice));
      expect(json['window']).toEqual(window);
    });

    it('is a JPEG when asked for, and says that detail is lost', async () => {
      const { json, image } = await door.call('doctor', 'render_image_frame', at(ofJohn, { format: 'jpeg' }));
      expect(json).toMatchObject({ mime_type: 'image/jpeg', is_lossy: true });
      expect(image?.mimeType).toBe('image/jpeg');
      await expect(sharp(image?.bytes).metadata()).resolves.toMatchObject({ format: 'jpeg', width: 64 });
    });

    it.each([
      ['a centre without a width', { window_center: 40 }],
      ['a window that nobody knows', { window: 'spleen' }],
      ['a size beyond what hosts take', { size: 4096 }],
    ])('refuses %s', async (_case, choice) => {
      const { json, image } = await door.call('doctor', 'render_image_frame', at(ofJohn, choice));
      expect(json).toMatchObject({ type: 'validation_error' });
      expect(image).toBeUndefined();
    });
  });

  it.each([
    ['list_datastores', {}, ['datastore_status', 'status', 'max_results', 'next_token']],
    ['search_image_sets', { datastore_id: datastoreId }, ['search_criteria', 'max_results', 'next_token']],
    ['get_image_set', at(ofJohn), ['version_id']],
    ['get_image_set_metadata', at(ofJohn), ['version_id', 'max_instances', 'as_blob']],
    ['list_image_set_versions', at(ofJohn), ['max_results', 'next_token']],
    ['get_image_frame', at(ofJohn, { image_frame_id: `${'a'.repeat(30)}02` }), ['image_frame_information']],
    [
      'render_image_frame',
      at(ofJohn),
      ['image_frame_id', 'frame_number', 'window', 'window_center', 'window_width', 'size', 'format'],
    ],
  ])('%s takes null for what is left out, as programs in Python say it', async (tool, input, names) => {
    const nulls = Object.fromEntries(names.map((name) => [name, null]));
    const { isError, json } = await door.call('doctor', tool, { ...input, ...nulls });
    expect(isError).toBe(false);
    expect(json).toEqual((await door.call('doctor', tool, input)).json);
  });

  describe('every tool on one image set', () => {
    const tools = ['get_image_set', 'get_image_set_metadata', 'list_image_set_versions', 'render_image_frame'];

    it.each(tools)('%s refuses somebody else’s picture, and says so on the trail with its study', async (tool) => {
      const { isError, json, image } = await door.call('doctor', tool, at(ofMary));
      expect(isError).toBe(true);
      expect(json).toMatchObject({ type: 'auth_error', code: 'access.patient.refused', tool });
      expect(image).toBeUndefined();
      expect(door.trail.entries).toEqual([
        expect.objectContaining({
          outcome: 'refused',
          patientId: mary,
          entity: { type: 'ImagingStudy', id: '2.25.1' },
          decision: 'access.patient.refused',
        }),
      ]);
    });

    it.each(tools)('%s looks the same for a picture of nobody and one that is not there', async (tool) => {
      for (const imageSetId of [ofNobody, absent]) {
        const { json } = await door.call('doctor', tool, at(imageSetId));
        expect(json).toMatchObject({ type: 'auth_error', code: 'access.patient.refused' });
      }
    });

    it.each(tools)('%s tells those who may see everybody that there is nothing', async (tool) => {
      for (const imageSetId of [ofNobody, absent]) {
        const { json } = await door.call('chief', tool, at(imageSetId));
        expect(json).toMatchObject({ type: 'not_found' });
      }
    });

    it.each(tools)('%s refuses roles and scopes that do not look at pictures', async (tool) => {
      await expect(door.call('admin', tool, at(ofJohn))).resolves.toMatchObject({
        json: { code: 'access.role.refused', type: 'auth_error' },
      });
      await expect(door.call('reader', tool, at(ofJohn))).resolves.toMatchObject({ status: 403 });
      await expect(door.call(undefined, tool, at(ofJohn))).resolves.toMatchObject({ status: 401 });
      expect(door.trail.entries.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused']);
    });
  });

  describe('an archive that does not answer', () => {
    it.each([
      ['AccessDeniedException', 403, 'auth_error', 'imaging.archive.unauthorized'],
      ['IncompleteSignatureException', 403, 'auth_error', 'imaging.archive.unauthorized'],
      ['ValidationException', 400, 'validation_error', 'imaging.request.refused'],
      ['ServiceQuotaExceededException', 402, 'service_error', 'imaging.archive.throttled'],
      ['InternalServerException', 500, 'service_error', 'imaging.archive.unavailable'],
      ['NeverHeardOfException', 418, 'service_error', 'imaging.archive.unavailable'],
    ])('with %s is an error of its type, without the archive’s own words', async (type, status, expected, code) => {
      faulty.faults.push({ status, type }, { status, type });
      const { json } = await door.call('doctor', 'get_datastore', { datastore_id: datastoreId });
      faulty.faults.splice(0);
      expect(json).toMatchObject({ error: true, type: expected, code });
      expect(JSON.stringify(json)).not.toContain('MRN001');
    });
  });
});
