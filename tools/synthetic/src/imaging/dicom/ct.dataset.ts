import { round } from '../math.js';
import { generalModules, type Place } from './general.modules.js';

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';

export interface CtSlice extends Place {
  readonly frameOfReferenceUid: string;
  readonly spacing: number;
  readonly thickness: number;
  readonly z: number;
  readonly windows: readonly CtWindow[];
  readonly contrastAgent?: string;
  /** Stored values: Hounsfield units plus 1024. */
  readonly pixels: Uint16Array<ArrayBuffer>;
}

export interface CtWindow {
  readonly centre: number;
  readonly width: number;
  readonly name: string;
}

/** A CT image (PS3.3 §A.3) that lies flat in the scanner, head first and supine. */
export function ctDataset(slice: CtSlice) {
  const corner = rounded((slice.spacing * (1 - slice.instance.columns)) / 2);
  return {
    ...generalModules(slice),
    SOPClassUID: CT_IMAGE_STORAGE,
    SOPInstanceUID: slice.instance.sopInstanceUid,
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    ...(slice.contrastAgent === undefined ? {} : { ContrastBolusAgent: slice.contrastAgent }),
    PatientPosition: 'HFS',
    FrameOfReferenceUID: slice.frameOfReferenceUid,
    PositionReferenceIndicator: '',
    AcquisitionNumber: 1,
    KVP: 120,
    XRayTubeCurrent: 180,
    ConvolutionKernel: 'STANDARD',
    SliceThickness: slice.thickness,
    SpacingBetweenSlices: slice.thickness,
    SliceLocation: slice.z,
    ImagePositionPatient: [corner, corner, slice.z],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [slice.spacing, slice.spacing],
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    RescaleType: 'HU',
    WindowCenter: slice.windows.map(({ centre }) => centre),
    WindowWidth: slice.windows.map(({ width }) => width),
    WindowCenterWidthExplanation: slice.windows.map(({ name }) => name),
    PixelData: slice.pixels.buffer,
  };
}

/** A decimal string has 16 characters (PS3.5 §6.2, VR DS). */
function rounded(millimetres: number): number {
  return round(millimetres * 1000) / 1000;
}
