import { syntheticStudies } from '@caregate/synthetic';
import { describeWith, until } from '@caregate/testing';
import sharp from 'sharp';
import { callTool, type ToolReply } from './support/call-tool.js';
import { ORTHANC, startImagingSystem, type ImagingSystem } from './support/imaging.js';
import { listTools } from './support/list-tools.js';

const SLICES = 2;
const [chestCt] = syntheticStudies();
const [series] = chestCt?.series ?? [];
if (chestCt === undefined || series === undefined) throw new Error('The seed has a CT of the chest.');
const instances = series.instances.slice(0, SLICES);
const archives = ['HealthImaging', 'Orthanc'] as const;
type Archive = (typeof archives)[number];

describeWith('Orthanc', '[X13] one study in HealthImaging and in Orthanc', (program) => {
  let system: ImagingSystem;
  let ids: readonly string[] = [];
  const places: Partial<Record<Archive, { datastore_id: string; image_set_id: string }>> = {};

  beforeAll(async () => {
    system = await startImagingSystem(program, chestCt, SLICES);
    const { json } = await call('list_datastores', { datastore_status: 'ACTIVE' });
    ids = Object(json['datastore_summaries']).map(({ datastore_id: id }: { datastore_id: string }) => id);
    for (const [index, archive] of archives.entries()) {
      const found = summaryIn(await search(ids[index], [{ DICOMSeriesInstanceUID: series.seriesInstanceUid }]));
      places[archive] = { datastore_id: ids[index] ?? '', image_set_id: String(found?.image_set_id) };
    }
  }, 120_000);

  afterAll(() => system.stop());

  const call = (tool: string, input: object = {}, token = system.doctor): Promise<ToolReply> =>
    callTool(system.url, token, tool, { ...input });
  const search = (datastore_id: unknown, values: readonly object[], operator = 'EQUAL'): Promise<ToolReply> =>
    call('search_image_sets', { datastore_id, search_criteria: { filters: [{ operator, values }] } });
  const at = (archive: Archive, more: object = {}) => ({ ...places[archive], ...more });

  it('[I01] lies in two datastores of one list', () => {
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-z]{32}$/), ORTHANC]);
  });

  it.each(archives)('[I02] is found in %s by patient, order, study and date, with the same tags', async (archive) => {
    const day = (DICOMStudyDate: string) => ({ DICOMStudyDateAndTime: { DICOMStudyDate } });
    const ways = [
      [[{ DICOMAccessionNumber: chestCt.accessionNumber }], 'EQUAL'],
      [[{ DICOMStudyInstanceUID: chestCt.studyInstanceUid }], 'EQUAL'],
      [[day('20260910'), day('20260920')], 'BETWEEN'],
    ] as const;
    const { datastore_id: datastoreId } = at(archive);
    for (const [values, operator] of ways)
      expect(summaryIn(await search(datastoreId, values, operator))).toMatchObject({
        image_set_id: at(archive).image_set_id,
        is_primary: true,
        dicom_tags: {
          DICOMPatientId: 'MRN001',
          DICOMAccessionNumber: chestCt.accessionNumber,
          DICOMStudyInstanceUID: chestCt.studyInstanceUid,
          DICOMSeriesInstanceUID: series.seriesInstanceUid,
          DICOMSeriesModality: 'CT',
          DICOMSeriesBodyPart: 'CHEST',
          DICOMSeriesNumber: series.number,
          DICOMStudyDescription: chestCt.description,
          DICOMStudyDate: chestCt.studyDate,
        },
      });
    const { json } = await search(datastoreId, [{ DICOMPatientId: 'MRN001' }]);
    expect(JSON.stringify(json)).toContain(at(archive).image_set_id);
  });

  it.each(archives)('[X13] answers in %s every tool that is listed, in the shape that is promised', async (archive) => {
    const place = at(archive);
    const frame = at(archive, { frame_number: 1 });
    const { json: rendered } = await call('render_image_frame', frame);
    const inputs: Readonly<Record<string, object>> = {
      list_datastores: {},
      get_datastore: { datastore_id: at(archive).datastore_id },
      search_image_sets: { datastore_id: at(archive).datastore_id },
      get_image_set: place,
      get_image_set_metadata: place,
      list_image_set_versions: place,
      get_image_frame: { ...place, image_frame_id: rendered['image_frame_id'] },
      render_image_frame: frame,
    };
    const tools = await listTools(system.url, system.doctor);
    expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(inputs).sort());
    for (const { name, outputSchema } of tools) {
      const { isError, json } = await call(name, inputs[name]);
      const keys = Object.keys(json);
      const missing = outputSchema.required.filter((key) => !keys.includes(key));
      const unknown = keys.filter((key) => !Object.hasOwn(outputSchema.properties, key));
      expect({ name, isError, missing, unknown }).toEqual({ name, isError: false, missing: [], unknown: [] });
    }
  });

  it('[I14] is asked again, and counted, when HealthImaging is asked more than it grants', async () => {
    // Ten at once, and five each second: who asks slower is not throttled, and asks once more.
    await until(async () => {
      const replies = await Promise.all(Array.from({ length: 14 }, () => call('list_datastores')));
      expect(replies.map(({ isError }) => isError)).toEqual(replies.map(() => false));
      return /imaging_archive_retries_total\{[^}]*"ListDatastores"[^}]*\} [1-9]/.test(await system.metrics());
    });
  }, 30_000);

  it.each(archives)('[I03] has in %s the headers of its files', async (archive) => {
    const { json } = await call('get_image_set_metadata', at(archive));
    const { Patient, Study } = Object(json['metadata']);
    const of = Study.Series[series.seriesInstanceUid];
    expect(text(Patient.DICOM)).toMatchObject({ PatientID: 'MRN001', PatientName: 'Doe^John', PatientSex: 'M' });
    expect(text(Study.DICOM)).toMatchObject({ AccessionNumber: chestCt.accessionNumber, StudyDate: chestCt.studyDate });
    expect(text(of.DICOM)).toMatchObject({ Modality: 'CT', BodyPartExamined: 'CHEST', SeriesNumber: '2' });
    expect(Object.keys(of.Instances).sort()).toEqual(instances.map(({ sopInstanceUid }) => sopInstanceUid).sort());
    for (const { sopInstanceUid, number } of instances)
      expect(text(of.Instances[sopInstanceUid].DICOM)).toMatchObject({
        InstanceNumber: String(number),
        Rows: '512',
        Columns: '512',
        PixelSpacing: '0.8,0.8',
        RescaleIntercept: '-1024',
        WindowCenter: '40,-600',
      });
  });

  describe.each(archives)('looked at in %s', (archive) => {
    it.each(instances.map(({ number }) => number))('[X11] is in slice %d what its file holds', async (number) => {
      const input = at(archive, { frame_number: number, window: 'lung' });
      const { json, image } = await call('render_image_frame', input);
      const instance = instances.find((each) => each.number === number);
      expect(json).toMatchObject({
        study_instance_uid: chestCt.studyInstanceUid,
        series_instance_uid: series.seriesInstanceUid,
        sop_instance_uid: instance?.sopInstanceUid,
        modality: 'CT',
        frame_count: SLICES,
        window: { center: -600, width: 1500, source: 'lung' },
        pixel_spacing_mm: [0.8, 0.8],
        checksum: archive === 'HealthImaging' ? 'verified' : 'absent',
      });
      const shown = await sharp(image).toColourspace('b-w').raw().toBuffer();
      expect(shown.equals(lungWindow(instance?.part10() ?? Buffer.alloc(0)))).toBe(true);
      expect(image?.length).toBeLessThan(250_000);
    });
  });

  it.each(archives)('[I04] comes from %s as it is stored, as a download and in Base64', async (archive) => {
    const { json } = await call('get_image_set_metadata', at(archive));
    const [instance] = instances;
    const { Instances: kept } = Object(json['metadata']).Study.Series[series.seriesInstanceUid];
    const id = String(kept[instance?.sopInstanceUid ?? ''].ImageFrames[0].ID);
    const { pathname } = new URL(`${String(json['frames_url'])}${id}`);
    const headers = { authorization: `Bearer ${system.doctor}` };
    const response = await fetch(new URL(pathname, system.url), { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    const { json: stored } = await call('get_image_frame', at(archive, { image_frame_id: id }));
    expect(response.headers.get('content-type')).toBe(stored['content_type']);
    expect(bytes.toString('base64') === stored['image_frame_blob']).toBe(true);
    // Orthanc keeps the file as it came; HealthImaging compresses it, without loss.
    const pixels = instance?.part10().subarray(-512 * 512 * 2);
    expect(pixels?.equals(bytes)).toBe(archive === 'Orthanc');
    expect(stored['content_type']).toBe(archive === 'Orthanc' ? 'application/octet-stream' : 'image/jph');
  });

  it.each(archives)(
    'is refused in %s to who is not related to its patient, and that is on the trail',
    async (archive) => {
      const { isError, json } = await call('render_image_frame', at(archive), system.stranger);
      expect(isError).toBe(true);
      expect(json).toMatchObject({ type: 'auth_error', code: 'access.patient.refused' });
      expect((await system.trail('stranger')).at(-1)).toMatchObject({
        event: 'imaging.frame.read',
        outcome: 'refused',
        patientId: system.patientId,
        entity: { type: 'ImagingStudy', id: chestCt.studyInstanceUid },
      });
    },
  );

  it.each(archives)('[I10] has in %s neither other versions nor frames that are not there', async (archive) => {
    const { json: version } = await call('get_image_set', at(archive, { version_id: '7' }));
    expect(version).toMatchObject({ error: true, type: 'not_found', code: 'imaging.resource.not_found' });
    const { json: frame } = await call('render_image_frame', at(archive, { frame_number: SLICES + 1 }));
    expect(frame).toMatchObject({ error: true, type: 'not_found', code: 'imaging.frame.not_found' });
  });
});

interface Summary {
  readonly image_set_id: string;
  readonly dicom_tags: Readonly<Record<string, unknown>>;
}

function summaryIn({ json }: ToolReply): Summary | undefined {
  const summaries: readonly Summary[] = Object(json['image_sets_metadata_summaries']);
  return summaries.find(({ dicom_tags: tags }) => tags['DICOMSeriesInstanceUID'] === series?.seriesInstanceUid);
}

/** Archives give numbers as numbers or as text, one value alone or in a list. */
function text(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
}

/** The pixels stand at the end of the file, 512 by 512 of two bytes; the window is that of PS3.3 C.11.2.1.2.1. */
function lungWindow(part10: Buffer): Buffer {
  const bytes = new Uint8Array(part10.subarray(-512 * 512 * 2));
  const stored = new Uint16Array(bytes.buffer);
  const [center, width] = [-600, 1500];
  const greys = new Uint8Array(stored.length);
  for (let at = 0; at < stored.length; at += 1) {
    const value = (stored[at] ?? 0) - 1024;
    if (value <= center - 0.5 - (width - 1) / 2) greys[at] = 0;
    else if (value > center - 0.5 + (width - 1) / 2) greys[at] = 255;
    else greys[at] = Math.round(((value - (center - 0.5)) / (width - 1) + 0.5) * 255);
  }
  return Buffer.from(greys.buffer);
}
