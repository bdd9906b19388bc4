import { fullWindow, greyPicture, storedValues, textOf, type Attributes, type Rescale } from '@caregate/core-dicom';
import type { DecodedFrame } from '../codecs/frame.decoder.js';
import { isLeftToArchive, rescaleOf, windowFor, type ChosenWindow, type WindowRequest } from './frame-look.js';
import { entryOf, lookupTable, type LookupTable } from '../tables/lookup-table.js';
import { withoutPadding } from './padding.js';
import { tableItem } from '../tables/table-item.js';
import { lookedUp } from '../tables/word-table.js';

interface Greys {
  /** A byte for each pixel, 0 black. */
  readonly greys: Uint8Array;
  readonly window: ChosenWindow;
}

/** The grayscale transformations of PS3.4 §N.2.1: modality, values of interest, presentation. */
export function greysOf(decoded: DecodedFrame, attributes: Attributes, request: WindowRequest): Greys {
  const { pixels, format, rescale, isStored } = measured(decoded, attributes);
  // A presentation LUT that inverts (PS3.3 C.11.6) says the same as MONOCHROME1.
  const isInverted =
    format.photometricInterpretation === 'MONOCHROME1' || textOf(attributes, 'PresentationLUTShape') === 'INVERSE';
  const item = isLeftToArchive(request, attributes) ? tableItem(attributes, 'VOILUTSequence') : undefined;
  if (item !== undefined) {
    const isSigned = format.isSigned || rescale.intercept < 0 || rescale.slope < 0;
    return throughTable({ pixels, format }, rescale, tableOf(item, isSigned), isInverted);
  }
  // Single bits are black or white, even where all of them are the same.
  const values = () => (format.bitsStored === 1 ? Uint8Array.of(0, 1) : storedValues(pixels, format));
  const everything = () => fullWindow(isStored ? withoutPadding(values(), attributes) : values(), rescale);
  const window = windowFor(request, attributes, everything);
  return { greys: greyPicture(pixels, format, { ...rescale, window, isInverted }), window };
}

interface Measured extends Pick<DecodedFrame, 'pixels' | 'format'> {
  readonly rescale: Rescale;
  /** Not looked up in a table. */
  readonly isStored: boolean;
}

/** Where the modality measures by a table (PS3.3 C.11.1), what stands in it takes the place of what is stored. */
function measured({ pixels, format }: DecodedFrame, attributes: Attributes): Measured {
  const item = isForDisplay(attributes) ? tableItem(attributes, 'ModalityLUTSequence') : undefined;
  if (item === undefined) return { pixels, format, rescale: rescaleOf(attributes), isStored: true };
  const table = tableOf(item, format.isSigned);
  const values = lookedUp(pixels, format, Uint16Array, (stored) => entryOf(table, stored));
  return {
    pixels: new Uint8Array(values.buffer),
    format: { ...format, bitsAllocated: 16, bitsStored: 16, isSigned: false },
    rescale: { slope: 1, intercept: 0 },
    isStored: false,
  };
}

/** XA and XRF: there the table leads back to the intensity of the rays, for those who measure (PS3.3 C.8.7.1.1.2). */
const INTENSITY = new Set(['1.2.840.10008.5.1.4.1.1.12.1', '1.2.840.10008.5.1.4.1.1.12.2']);

function isForDisplay(attributes: Attributes): boolean {
  const relationship = textOf(attributes, 'PixelIntensityRelationship');
  const isIntensity = INTENSITY.has(textOf(attributes, 'SOPClassUID') ?? '');
  return !(isIntensity && (relationship === 'LOG' || relationship === 'DISP'));
}

function tableOf(item: Attributes, isSigned: boolean): LookupTable {
  return lookupTable(item['LUTDescriptor'], item['LUTData'], isSigned);
}

/** VOI LUT (PS3.3 C.11.2.1.1): its entries reach from black to white. */
function throughTable(
  { pixels, format }: Pick<DecodedFrame, 'pixels' | 'format'>,
  { slope, intercept }: Rescale,
  table: LookupTable,
  isInverted: boolean,
): Greys {
  const most = 2 ** table.bits - 1;
  const greys = lookedUp(pixels, format, Uint8Array, (stored) => {
    const share = entryOf(table, stored * slope + intercept) / most;
    return Math.round((isInverted ? 1 - share : share) * 255);
  });
  const width = table.entries.length;
  return { greys, window: { center: table.first + width / 2, width, curve: 'TABLE', source: 'suggested' } };
}
