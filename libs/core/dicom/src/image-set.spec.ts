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

  it('puts together what is said of a picture when somebody looks at that one, and once', () => {
    const { Study, ...rest } = imageSetMetadata.parse(document);
    let read = 0;
    const DICOM = Object.defineProperty({}, 'Rows', { enumerable: true, get: () => (read += 1) });
    const Series = { '2.25.2': { DICOM, Instances: Study.Series['2.25.2']?.Instances ?? {} } };
    const { frames } = imageSetOf({ ...rest, Study: { ...Study, Series } });
    expect([frames.length, read]).toEqual([4, 0]);
    expect([frames[2]?.attributes, frames[2]?.attributes]).toEqual(Array(2).fill({ Rows: 1, InstanceNumber: '10' }));
    expect(read).toBe(1);
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

describe('the frames of an enhanced object (PS3.3 C.7.6.16)', () => {
  const DICOM = {
    Modality: 'CT',
    NumberOfFrames: '2',
    SharedFunctionalGroupsSequence: [
      {
        PixelValueTransformationSequence: [{ RescaleIntercept: '-1024', RescaleSlope: '1' }],
        FrameVOILUTSequence: [{ WindowCenter: '40', WindowWidth: '400' }],
      },
    ],
    PerFrameFunctionalGroupsSequence: [
      { PlanePositionSequence: [{ ImagePositionPatient: ['0', '0', '-5'] }] },
      {
        PlanePositionSequence: [{ ImagePositionPatient: ['0', '0', '5'] }],
        FrameVOILUTSequence: { WindowCenter: '-600', WindowWidth: '1500' },
      },
    ],
  };
  const Instances = { '2.25.30': { DICOM, ImageFrames: [frame('a'), frame('b'), frame('c')] } };
  const Study = { DICOM: {}, Series: { '2.25.2': { DICOM: {}, Instances } } };
  const [first, second, third] = imageSetOf(imageSetMetadata.parse({ ...document, Study })).frames;

  it('have what is said of all of them, and of each of them before it', () => {
    const shared = { Modality: 'CT', NumberOfFrames: '2', RescaleIntercept: '-1024', RescaleSlope: '1' };
    const [near, far] = [['0', '0', '-5'] as const, ['0', '0', '5'] as const];
    expect(first?.attributes).toEqual({
      ...shared,
      WindowCenter: '40',
      WindowWidth: '400',
      ImagePositionPatient: near,
    });
    expect(second?.attributes).toEqual({
      ...shared,
      WindowCenter: '-600',
      WindowWidth: '1500',
      ImagePositionPatient: far,
    });
    expect(third?.attributes).toEqual({ ...shared, WindowCenter: '40', WindowWidth: '400' });
  });
});

describe('the window that a modality suggests', () => {
  it.each([
    ['LINEAR', '0.5', undefined],
    ['LINEAR', '1', { center: 40, width: 1 }],
    ['LINEAR_EXACT', '0.5', { center: 40, width: 0.5, curve: 'LINEAR_EXACT' }],
    ['SIGMOID', '400', { center: 40, width: 400, curve: 'SIGMOID' }],
    ['SIGMOID', '0', undefined],
    ['UNHEARD', '400', { center: 40, width: 400 }],
  ])('is with %s and a width of %s what PS3.3 C.11.2.1.2 and C.11.2.1.3 make of it', (curve, width, window) => {
    expect(suggestedWindow({ WindowCenter: '40', WindowWidth: width, VOILUTFunction: curve })).toEqual(window);
  });
});

describe('a pixel format', () => {
  it.each([0, -1, 1.5, 65_536, 'x', undefined])('is none with %s rows', (Rows) => {
    expect(pixelFormatOf({ Rows, Columns: 4 })).toBeUndefined();
  });

  it.each([0, 17, 1.5, 'x'])('has as many bits stored as allocated where it is told %s', (BitsStored) => {
    expect(pixelFormatOf({ Rows: 4, Columns: 4, BitsAllocated: 16, BitsStored })?.bitsStored).toBe(16);
  });
});
