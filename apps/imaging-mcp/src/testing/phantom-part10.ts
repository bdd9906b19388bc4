import { createRequire } from 'node:module';
import type { PhantomImageSet } from './phantom.js';
import { phantomPixels } from './phantom.js';

const require = createRequire(import.meta.url);

/** The little of dcmjs that is used; the package carries no types. */
interface Dcmjs {
  readonly data: {
    readonly DicomDict: new (meta: object) => { dict: object; write(): ArrayBuffer };
    readonly DicomMetaDictionary: { denaturalizeDataset(dataset: object): object };
  };
}

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
const EXPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** The same pictures as DICOM files (PS3.10), uncompressed. */
export function part10Of({ metadata }: PhantomImageSet): readonly Buffer[] {
  const { Patient, Study } = metadata;
  return Object.values(Study.Series).flatMap((series) =>
    Object.entries(series.Instances).map(([SOPInstanceUID, { DICOM }], index) =>
      fileOf({
        SOPClassUID: CT_IMAGE_STORAGE,
        SOPInstanceUID,
        StudyDate: '20260914',
        ...Patient.DICOM,
        ...Study.DICOM,
        ...series.DICOM,
        ...DICOM,
        HighBit: 15,
        PixelData: phantomPixels(index + 1).buffer,
      }),
    ),
  );
}

function fileOf(dataset: Dataset): Buffer {
  const { DicomDict, DicomMetaDictionary } = (require('dcmjs') as Dcmjs).data;
  const meta = {
    FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
    MediaStorageSOPClassUID: dataset.SOPClassUID,
    MediaStorageSOPInstanceUID: dataset.SOPInstanceUID,
    TransferSyntaxUID: EXPLICIT_VR_LITTLE_ENDIAN,
    ImplementationClassUID: '2.25.1795',
  };
  const file = new DicomDict(DicomMetaDictionary.denaturalizeDataset(meta));
  file.dict = DicomMetaDictionary.denaturalizeDataset({ ...dataset, _vrMap: { PixelData: 'OW' } });
  return Buffer.from(file.write());
}

interface Dataset extends Readonly<Record<string, unknown>> {
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
}
