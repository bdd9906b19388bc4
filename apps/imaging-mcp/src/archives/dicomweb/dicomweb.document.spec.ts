import { imageSetOf, type DicomJsonObject } from '@caregate/core-dicom';
import { SeriesDocument } from './dicomweb.document.js';

const address = { datastoreId: 'orthanc', imageSetId: '2.25.2' };

function documentOf(of: typeof address, objects: readonly DicomJsonObject[]) {
  const document = new SeriesDocument(of);
  for (const object of objects) document.add(object);
  return document.whole();
}

function instance(number: number, frames: string): DicomJsonObject {
  return {
    '00080018': { vr: 'UI', Value: [`2.25.3${number}`] },
    '0020000E': { vr: 'UI', Value: ['2.25.2'] },
    '00280008': { vr: 'IS', Value: [frames] },
    '00280010': { vr: 'US', Value: [2] },
  };
}

describe('the headers of a series as one document', () => {
  it('name every frame of its instances', () => {
    const { frames } = imageSetOf(documentOf(address, [instance(1, '2'), instance(2, '1')]));
    expect(frames.map(({ id }) => id)).toEqual(['2.25.31-1', '2.25.31-2', '2.25.32-1']);
  });

  it.each(['-1', '0'])('name no frame of an instance that claims to have %s of them', (count) => {
    expect(imageSetOf(documentOf(address, [instance(1, count)])).frames).toEqual([]);
  });

  it('are refused where they claim to have more frames than there is memory for their names', () => {
    for (const objects of [[instance(1, '2147483647')], [instance(1, '60000'), instance(2, '60000')]])
      expect(() => documentOf(address, objects)).toThrow(expect.objectContaining({ code: 'imaging.study.too_large' }));
  });

  it.each([
    ['the same number of the same issuer', 'CLINIC', 'MRN001', 'CLINIC', ['MRN001', 'CLINIC']],
    ['the same number, of which only they say the issuer', '', 'MRN001', 'CLINIC', ['MRN001', 'CLINIC']],
    ['another number', 'CLINIC', 'MRN002', 'CLINIC', []],
    ['the same number of another issuer', 'CLINIC', 'MRN001', 'ELSEWHERE', []],
  ])('are of the patient whom all instances name, beside %s', (_case, first, id, issuer, expected) => {
    const of = (number: number, PatientID: string, IssuerOfPatientID: string): DicomJsonObject => ({
      ...instance(number, '1'),
      '00100020': { vr: 'LO', Value: [PatientID] },
      '00100021': { vr: 'LO', Value: [IssuerOfPatientID] },
    });
    const { patientId, patientIssuer } = imageSetOf(documentOf(address, [of(1, 'MRN001', first), of(2, id, issuer)]));
    expect([patientId, patientIssuer].filter((each) => each !== undefined)).toEqual(expected);
  });

  it('say of a frame of an enhanced object what the object says of it alone (PS3.3 C.7.6.16)', () => {
    const windowOf = (center: number) => ({
      '00289132': { vr: 'SQ', Value: [{ '00281050': { vr: 'DS', Value: [center] } }] },
    });
    const enhanced: DicomJsonObject = {
      ...instance(1, '2'),
      '52009230': { vr: 'SQ', Value: [windowOf(40), windowOf(-600)] },
    };
    const { frames } = imageSetOf(documentOf(address, [enhanced]));
    expect(frames.map(({ attributes }) => attributes['WindowCenter'])).toEqual([40, -600]);
  });
});
