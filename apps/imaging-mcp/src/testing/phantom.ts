import { crc32 } from 'node:zlib';
import type { ImageSetMetadata } from '@caregate/core-dicom';
import { encodeHtj2k } from './encode-htj2k.js';

const SIDE = 64;
const INTERCEPT = -1024;

export interface PhantomImageSet {
  readonly metadata: ImageSetMetadata;
  readonly frames: ReadonlyMap<string, Buffer>;
}

/** Air (-1000 HU) around water (0 HU), with a rod of bone (1000 HU) in it; 64 by 64, signed 16 bits. */
export function phantomPixels(slice: number): Uint8Array {
  const values = Int16Array.from({ length: SIDE * SIDE }, (_none, at) => {
    const [x, y] = [(at % SIDE) - SIDE / 2, Math.floor(at / SIDE) - SIDE / 2];
    const hounsfield = Math.hypot(x, y) < 5 ? 1000 : Math.hypot(x, y) < 24 ? slice : -1000;
    return hounsfield - INTERCEPT;
  });
  return new Uint8Array(values.buffer);
}

/** One series of a CT, as HealthImaging keeps it. */
export async function phantomImageSet(ids: {
  readonly datastoreId: string;
  readonly imageSetId: string;
  readonly mrn: string;
  readonly slices: number;
}): Promise<PhantomImageSet> {
  const { datastoreId, imageSetId, mrn, slices } = ids;
  const numbers = Array.from({ length: slices }, (_none, index) => index + 1);
  const frames = new Map<string, Buffer>();
  const Instances: Record<string, Instance> = {};
  for (const number of numbers) {
    const id = `${imageSetId.slice(0, 30)}${String(number).padStart(2, '0')}`;
    const pixels = phantomPixels(number);
    const info = { width: SIDE, height: SIDE, bitsPerSample: 16, isSigned: true };
    frames.set(id, await encodeHtj2k(pixels, info));
    Instances[`2.25.${number}00`] = instanceOf(id, number, crc32(pixels));
  }
  const Series = { '2.25.2': { DICOM: { Modality: 'CT', SeriesInstanceUID: '2.25.2' }, Instances } };
  return {
    frames,
    metadata: {
      SchemaVersion: '1.1',
      DatastoreID: datastoreId,
      ImageSetID: imageSetId,
      Patient: { DICOM: { PatientID: mrn, PatientName: 'Doe^John' } },
      Study: { DICOM: { StudyInstanceUID: '2.25.1' }, Series },
    },
  };
}

type Instance = ImageSetMetadata['Study']['Series'][string]['Instances'][string];

function instanceOf(id: string, number: number, checksum: number): Instance {
  return {
    DICOM: {
      InstanceNumber: number,
      Rows: SIDE,
      Columns: SIDE,
      BitsAllocated: 16,
      BitsStored: 16,
      PixelRepresentation: 1,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      RescaleIntercept: INTERCEPT,
      RescaleSlope: 1,
      WindowCenter: 0,
      WindowWidth: 400,
      PixelSpacing: ['1.5', '1.5'],
      ImagePositionPatient: ['0', '0', String(number * 5)],
    },
    StoredTransferSyntaxUID: '1.2.840.10008.1.2.4.202',
    ImageFrames: [
      { ID: id, PixelDataChecksumFromBaseToFullResolution: [{ Width: SIDE, Height: SIDE, Checksum: checksum }] },
    ],
  };
}
