import { describeWith, givenCaller, givenRelation } from '@caregate/testing';
import sharp from 'sharp';
import { archiveAt } from '../testing/archive-at.js';
import { FaultyHealthImaging } from '../testing/faulty-health-imaging.js';
import { imagingDoor, type ImagingDoor, type Reply } from '../testing/imaging-door.js';
import { startOrthanc, type Orthanc } from '../testing/orthanc.fixture.js';
import { part10Of } from '../testing/phantom-part10.js';
import { phantomImageSet } from '../testing/phantom.js';
import { DicomWebArchive } from './dicomweb/dicomweb.archive.js';
import type { HealthImagingArchive } from './healthimaging/healthimaging.archive.js';

const john = '0199a000-0000-7000-8000-0000000000a1';
const datastoreId = 'd'.repeat(32);
const imageSetId = 'a'.repeat(32);
const series = '2.25.2';
const metrics = { callFinished: () => undefined };

/** Each is asked the same of the same study. */
const places = [
  ['HealthImaging', { datastore_id: datastoreId, image_set_id: imageSetId }],
  ['Orthanc', { datastore_id: 'orthanc', image_set_id: series }],
] as const;

describeWith('Orthanc', 'one study in two archives', (program) => {
  const faulty = new FaultyHealthImaging(datastoreId);
  let orthanc: Orthanc;
  let healthImaging: HealthImagingArchive;
  let door: ImagingDoor;

  beforeAll(async () => {
    const phantom = await phantomImageSet({ datastoreId, imageSetId, mrn: 'MRN001', slices: 3 });
    faulty.imageSets.set(imageSetId, [phantom]);
    healthImaging = archiveAt(await faulty.start());
    orthanc = await startOrthanc(program);
    for (const file of part10Of(phantom)) await orthanc.store(file);
    const dicomWeb = new DicomWebArchive({ ...orthanc, datastoreId: 'orthanc' }, metrics);
    door = await imagingDoor([healthImaging, dicomWeb], { MRN001: john });
    const doctor = givenCaller({ subject: 'doctor-1', scopes: ['read:imaging'] });
    door.admit('doctor', doctor, [givenRelation('doctor-1', john)]);
    door.admit('stranger', givenCaller({ subject: 'doctor-2', scopes: ['read:imaging'] }));
  });

  afterAll(async () => {
    await door.end();
    await orthanc.stop();
    healthImaging.close();
    faulty.stop();
  });

  beforeEach(() => void door.trail.entries.splice(0));

  const both = (tool: string, input: object = {}): Promise<Reply[]> =>
    Promise.all(places.map(([, place]) => door.call('doctor', tool, { ...place, ...input })));

  it('is found in both by the patient’s number', async () => {
    const { json: list } = await door.call('doctor', 'list_datastores', {});
    const summaries = Object(list['datastore_summaries']);
    expect(summaries).toMatchObject([{ datastore_id: datastoreId }, { datastore_id: 'orthanc' }]);
    const filters = [{ operator: 'EQUAL', values: [{ DICOMPatientId: 'MRN001' }] }];
    const { json } = await door.call('doctor', 'search_image_sets', {
      datastore_id: 'orthanc',
      search_criteria: { filters },
    });
    expect(json).toMatchObject({
      image_sets_metadata_summaries: [
        {
          image_set_id: series,
          version: 1,
          dicom_tags: { DICOMPatientId: 'MRN001', DICOMStudyInstanceUID: '2.25.1', DICOMSeriesModality: 'CT' },
        },
      ],
    });
  });

  it('is one picture after the other the same to look at, pixel for pixel', async () => {
    for (const frame_number of [1, 2, 3]) {
      const [one, other] = await both('render_image_frame', { frame_number, window: 'mediastinum' });
      const [pixels, others] = await Promise.all(
        [one, other].map((each) => sharp(each?.image?.bytes).raw().toBuffer()),
      );
      expect(pixels?.length).toBeGreaterThan(64 * 64 - 1);
      expect(others).toEqual(pixels);
      const known = ['study_instance_uid', 'series_instance_uid', 'sop_instance_uid', 'modality', 'window'];
      const more = ['frame_number', 'frame_count', 'width', 'height', 'pixel_spacing_mm', 'position_mm', 'is_lossy'];
      for (const name of [...known, ...more]) expect(other?.json[name]).toEqual(one?.json[name]);
      expect([one?.json['checksum'], other?.json['checksum']]).toEqual(['verified', 'absent']);
    }
  });

  it('has the same headers in the same places', async () => {
    const [one, other] = await both('get_image_set_metadata');
    const headers = (reply: Reply | undefined) => {
      const { Patient, Study } = Object(reply?.json['metadata']);
      const instances = Object.entries(Object(Study.Series[series].Instances));
      return {
        patient: Patient.DICOM.PatientID,
        study: Study.DICOM.StudyInstanceUID,
        sops: instances.map(([uid]) => uid),
      };
    };
    expect({ ...headers(other), sops: headers(other).sops.sort() }).toEqual(headers(one));
  });

  it.each(places)('is refused to a stranger by %s, and the study is on the trail', async (_name, place) => {
    const { json, image } = await door.call('stranger', 'render_image_frame', place);
    expect(json).toMatchObject({ code: 'access.patient.refused' });
    expect(image).toBeUndefined();
    expect(door.trail.entries).toEqual([
      expect.objectContaining({ outcome: 'refused', patientId: john, entity: { type: 'ImagingStudy', id: '2.25.1' } }),
    ]);
  });

  it.each([
    ['a wildcard', { values: [{ DICOMAccessionNumber: 'ACC*' }], operator: 'EQUAL' }],
    ['a date of arrival', { values: [{ createdAt: '2026-01-01T00:00:00Z' }], operator: 'EQUAL' }],
  ])('is not searched in Orthanc by %s', async (_case, filter) => {
    const { json } = await door.call('doctor', 'search_image_sets', {
      datastore_id: 'orthanc',
      search_criteria: { filters: [filter] },
    });
    expect(json).toMatchObject({ type: 'validation_error', code: 'imaging.search.invalid' });
  });

  it.each([
    ['20260901', '20260930', 1],
    ['20260101', '20260131', 0],
  ])('is found in Orthanc between %s and %s so many times: %d', async (from, to, count) => {
    const values = [from, to].map((DICOMStudyDate) => ({ DICOMStudyDateAndTime: { DICOMStudyDate } }));
    const { json } = await door.call('doctor', 'search_image_sets', {
      datastore_id: 'orthanc',
      search_criteria: { filters: [{ operator: 'BETWEEN', values }] },
    });
    expect(json['image_sets_metadata_summaries']).toHaveLength(count);
  });

  it('is an authorization error when Orthanc does not know the password', async () => {
    const wrong = new DicomWebArchive({ url: orthanc.url, authorization: 'Basic eDp5', datastoreId: 'o' }, metrics);
    await expect(wrong.search('o', {}, { resultsMax: 1, token: undefined })).rejects.toMatchObject({
      code: 'imaging.archive.unauthorized',
    });
  });

  it('is not there in another version', async () => {
    const { json } = await door.call('doctor', 'get_image_set', { ...places[1][1], version_id: '2' });
    expect(json).toMatchObject({ type: 'not_found' });
  });
});
