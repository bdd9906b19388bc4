import { givenCaller, givenRelation } from '@caregate/testing';
import type { HealthImagingArchive } from '../archives/healthimaging/healthimaging.archive.js';
import { archiveAt } from '../testing/archive-at.js';
import { FaultyHealthImaging } from '../testing/faulty-health-imaging.js';
import { imagingDoor, type ImagingDoor } from '../testing/imaging-door.js';
import { phantomImageSet } from '../testing/phantom.js';

const john = '0199a000-0000-7000-8000-0000000000a1';
const datastoreId = 'd'.repeat(32);
const [ours = '', theirs = '', unsaid = ''] = [0, 1, 2].map((number) => String(number).padStart(32, '0'));
const issuers = [
  [ours, { IssuerOfPatientID: 'CLINIC' }],
  [theirs, { IssuerOfPatientID: 'ELSEWHERE' }],
  [unsaid, {}],
] as const;

describe('a picture under the number of one of our patients', () => {
  const faulty = new FaultyHealthImaging(datastoreId);
  const archives: HealthImagingArchive[] = [];
  const doors: ImagingDoor[] = [];
  let endpoint: string;

  beforeAll(async () => {
    for (const [imageSetId, issuer] of issuers) {
      const phantom = await phantomImageSet({ datastoreId, imageSetId, mrn: 'MRN001', slices: 1 });
      const { Patient } = phantom.metadata;
      const DICOM = { ...Patient.DICOM, ...issuer };
      faulty.imageSets.set(imageSetId, [{ ...phantom, metadata: { ...phantom.metadata, Patient: { DICOM } } }]);
      faulty.found.push('MRN001');
    }
    endpoint = await faulty.start();
  });

  afterAll(async () => {
    for (const door of doors) await door.end();
    for (const archive of archives) archive.close();
    faulty.stop();
  });

  async function givenIssuer(patientIssuer?: string): Promise<ImagingDoor> {
    const archive = archiveAt(endpoint, { patientIssuer });
    const door = await imagingDoor([archive], { MRN001: john });
    archives.push(archive);
    doors.push(door);
    const doctor = givenCaller({ subject: 'doctor', scopes: ['read:imaging'] });
    door.admit('doctor', doctor, [givenRelation('doctor', john)]);
    return door;
  }

  async function found(door: ImagingDoor): Promise<unknown[]> {
    const { json } = await door.call('doctor', 'search_image_sets', { datastore_id: datastoreId });
    return Object(json['image_sets_metadata_summaries']).map((summary: object) => Object(summary).image_set_id);
  }

  it('is not theirs when another issuer numbered it, where ours is configured (feature X13)', async () => {
    const door = await givenIssuer('CLINIC');
    const look = { datastore_id: datastoreId, image_set_id: theirs };
    for (const tool of ['get_image_set', 'get_image_set_metadata', 'render_image_frame'])
      expect((await door.call('doctor', tool, look)).json).toMatchObject({ code: 'access.patient.refused' });
    expect(door.trail.entries.map(({ patientId }) => patientId)).not.toContain(john);
    expect(await found(door)).toEqual([ours, unsaid]);
  });

  it('is theirs when ours numbered it, or nobody says who did', async () => {
    const door = await givenIssuer('CLINIC');
    for (const image_set_id of [ours, unsaid])
      expect(await door.call('doctor', 'get_image_set', { datastore_id: datastoreId, image_set_id })).toMatchObject({
        isError: false,
      });
  });

  it('is theirs whoever numbered it, where none is configured', async () => {
    expect(await found(await givenIssuer())).toEqual([ours, theirs, unsaid]);
  });
});
