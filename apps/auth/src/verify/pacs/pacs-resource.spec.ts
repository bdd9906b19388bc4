import { pacsResource } from './pacs-resource.js';

const id = '0a1b2c3d-0a1b2c3d-0a1b2c3d-0a1b2c3d-0a1b2c3d';
const uid = '2.25.1234567890';

describe('a path of the archive', () => {
  it.each([
    [`/studies/${id}`, 'studies'],
    [`/studies/${id}/archive`, 'studies'],
    [`/series/${id}/ordered-slices`, 'series'],
    [`/instances/${id}/file`, 'instances'],
    [`/instances/${id}/frames/0/preview`, 'instances'],
  ])('names by %s something of Orthanc', (path, level) => {
    expect(pacsResource(path)).toEqual({ by: 'orthanc', level, id });
  });

  it('names by any other id something of an archive that numbers its studies otherwise (feature P01)', () => {
    expect(pacsResource('/studies/123')).toEqual({ by: 'orthanc', level: 'studies', id: '123' });
  });

  it.each([
    '',
    '/metadata',
    '/series',
    '/instances',
    '/series/2.25.7/metadata',
    '/series/2.25.7/instances/2.25.8',
    '/series/2.25.7/instances/2.25.8/frames/1,2',
    '/series/2.25.7/instances/2.25.8/rendered',
    '/series/2.25.7/instances/2.25.8/bulk/7fe00010',
    '/series/2.25.7/instances/2.25.8/bulk/00089215/1/00420011',
  ])('names a study of DICOMweb, followed by "%s"', (rest) => {
    expect(pacsResource(`/dicom-web/studies/${uid}${rest}`)).toEqual({ by: 'dicomweb', studyInstanceUid: uid });
  });

  it.each([
    '/',
    '/studies',
    '/studies/',
    '/patients',
    '/instances',
    '/changes',
    '/system',
    '/tools/find',
    '/tools/execute-script',
    '/modalities',
    '/app/explorer.html',
    '/dicom-web/studies',
    '/dicom-web/series',
    '/dicom-web/instances',
    '/dicom-web/servers',
    '/wado',
    `/studies/${id}/anonymize`,
    `/studies/${id}/modify`,
    `/studies/${id}/attachments/dicom/data`,
    `/studies/${id}/`,
    `/studies/${id}/archive/x`,
    `/studies/${id.toUpperCase()}`,
    '/studies/-',
    `/studies/${'a'.repeat(65)}`,
    '/studies/1.2',
    `/studies/..${id}`,
    `/x/studies/${id}`,
    `/instances/${id}/patient`,
    '/dicom-web/studies/2.25.*',
    '/dicom-web/studies/2.25.01',
    `/dicom-web/studies/${'1'.repeat(65)}`,
    '/dicom-web/studies/2.25.1%5C2.25.2',
    `/dicom-web/studies/${uid}/series/x`,
    `/dicom-web/studies/${uid}/series/2.25.7/instances/2.25.8/bulk/x`,
    `/dicom-web/studies/${uid}/series/2.25.7/instances/2.25.8/bulk/7fe00010/1`,
  ])('is closed when it is %s', (path) => {
    expect(pacsResource(path)).toBeUndefined();
  });
});
