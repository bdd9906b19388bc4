import { attributesOfDicomJson } from './dicom-json.js';
import { suggestedWindow } from './grey-window.js';
import { imageSetMetadata } from './image-set-metadata.js';
import { imageSetOf } from './image-set.js';
import { pixelFormatOf } from './pixel-format.js';

const frame = (ID: string) => ({ ID, PixelDataChecksumFromBaseToFullResolution: [] });
const document = {
  SchemaVersion: '1.1',
  DatastoreID: 'd',
  ImageSetID: 'i',
  Patient: { DICOM: { PatientID: 'MRN001' } },
  Study: {
    DICOM: { StudyInstanceUID: '2.25.1' },
    Series: {
      '2.25.2': {
        DICOM: { Modality: 'CT' },
        Instances: {
          '2.25.30': { DICOM: { InstanceNumber: '10' }, ImageFrames: [frame('c')] },
          '2.25.31': { DICOM: { InstanceNumber: 2 }, ImageFrames: [frame('a'), frame('b')] },
          '2.25.32': { DICOM: {}, ImageFrames: [frame('d')] },
          '2.25.33': { DICOM: { InstanceNumber: 1, Modality: 'SR' } },
        },
      },
    },
  },
};

describe('an image set', () => {
  it('has its pictures in the order of their numbers, as numbers; what has none comes last', () => {
    const { patientId, studyInstanceUid, frames } = imageSetOf(imageSetMetadata.parse(document));
    expect({ patientId, studyInstanceUid }).toEqual({ patientId: 'MRN001', studyInstanceUid: '2.25.1' });
    expect(frames.map(({ id, frameNumber }) => `${id}${frameNumber}`)).toEqual(['a1', 'b2', 'c1', 'd1']);
    expect(frames[0]?.attributes).toEqual({ Modality: 'CT', InstanceNumber: 2 });
  });

  it('is of nobody when the Patient ID is blank', () => {
    const Patient = { DICOM: { PatientID: '  ' } };
    expect(imageSetOf(imageSetMetadata.parse({ ...document, Patient })).patientId).toBeUndefined();
  });

  it.each([{}, { ...document, Patient: {} }, { ...document, Study: null }])('is not read from %j', (other) => {
    expect(imageSetMetadata.safeParse(other).success).toBe(false);
  });
});

describe('attributes', () => {
  it.each([
    ['numbers', { WindowCenter: 40, WindowWidth: 400 }],
    ['texts', { WindowCenter: '40', WindowWidth: ' 400 ' }],
    ['lists of windows', { WindowCenter: [40, -600], WindowWidth: ['400', '1500'] }],
    ['several values in one text', { WindowCenter: '40\\-600', WindowWidth: '400\\1500' }],
  ])('suggest the first window, written as %s', (_case, attributes) => {
    expect(suggestedWindow(attributes)).toEqual({ center: 40, width: 400 });
  });

  it.each([{}, { WindowCenter: 40 }, { WindowCenter: 40, WindowWidth: 0 }, { WindowCenter: 'x', WindowWidth: 1 }])(
    'suggest no window with %j',
    (attributes) => expect(suggestedWindow(attributes)).toBeUndefined(),
  );

  it('of a report have no pixel format', () => {
    expect(pixelFormatOf({ Modality: 'SR' })).toBeUndefined();
  });

  it('come by keyword out of the DICOM JSON model, nested ones as well (PS3.18 F)', () => {
    const object = {
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^John' }] },
      '00280030': { vr: 'DS', Value: [0.5, 0.5] },
      '00280010': { vr: 'US', Value: [512] },
      '00081140': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['2.25.9'] } }] },
      '00091001': { vr: 'LO', Value: ['private'] },
      '7FE00010': { vr: 'OW', BulkDataURI: 'http://127.0.0.1/bulk' },
      '00080050': { vr: 'SH' },
    };
    expect(attributesOfDicomJson(object)).toEqual({
      PatientName: 'Doe^John',
      PixelSpacing: [0.5, 0.5],
      Rows: 512,
      '00081140': [{ ReferencedSOPInstanceUID: '2.25.9' }],
      '00091001': 'private',
    });
  });
});
