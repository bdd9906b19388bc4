import { numberOf, textOf, type Attributes } from './attributes.js';

/** Image Pixel Module (PS3.3 C.7.6.3): how the bytes of a decoded picture are to be read. */
export interface PixelFormat {
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  /** Colours stand in planes, one after the other. */
  readonly isPlanar: boolean;
}

/** Of value representation US. */
const SIDE_MAX = 65_535;

/** `undefined` of what is no picture: reports and waveforms have neither rows nor columns. */
export function pixelFormatOf(attributes: Attributes): PixelFormat | undefined {
  const rows = numberOf(attributes, 'Rows');
  const columns = numberOf(attributes, 'Columns');
  if (!isCount(rows, SIDE_MAX) || !isCount(columns, SIDE_MAX)) return undefined;
  const bitsAllocated = numberOf(attributes, 'BitsAllocated') ?? 16;
  const bitsStored = numberOf(attributes, 'BitsStored');
  return {
    rows,
    columns,
    bitsAllocated,
    bitsStored: isCount(bitsStored, bitsAllocated) ? bitsStored : bitsAllocated,
    isSigned: numberOf(attributes, 'PixelRepresentation') === 1,
    samplesPerPixel: numberOf(attributes, 'SamplesPerPixel') ?? 1,
    photometricInterpretation: textOf(attributes, 'PhotometricInterpretation') ?? 'MONOCHROME2',
    isPlanar: numberOf(attributes, 'PlanarConfiguration') === 1,
  };
}

function isCount(value: number | undefined, max: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= max;
}
