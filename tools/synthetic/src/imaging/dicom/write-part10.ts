import { dcmjs } from './dcmjs.js';

const EXPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
/** Names the software that wrote a file (PS3.7 §D.3.3.2). */
const IMPLEMENTATION = { uid: '2.25.131914583230712915024806427204571297409', version: 'CAREGATE_1' };

/** A DICOM file (PS3.10 §7): preamble, file meta information, then the dataset by its keywords. */
export function writePart10(dataset: Readonly<Record<string, unknown>> & PixelDataset): Buffer {
  const { DicomDict, DicomMetaDictionary } = dcmjs().data;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: dataset.SOPClassUID,
      MediaStorageSOPInstanceUID: dataset.SOPInstanceUID,
      TransferSyntaxUID: EXPLICIT_VR_LITTLE_ENDIAN,
      ImplementationClassUID: IMPLEMENTATION.uid,
      ImplementationVersionName: IMPLEMENTATION.version,
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({ ...dataset, _vrMap: { PixelData: 'OW' } });
  return Buffer.from(file.write());
}

interface PixelDataset {
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
  readonly PixelData: ArrayBuffer;
}
