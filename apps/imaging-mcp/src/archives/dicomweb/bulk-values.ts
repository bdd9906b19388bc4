import type { DicomJsonObject } from '@caregate/core-dicom';
import { BulkData } from '../bulk-data.js';

/** Tables of palettes (PS3.3 C.7.6.3.1.6), those in segments (C.7.9.2), and LUT Data (C.11). */
const PALETTES = ['00281201', '00281202', '00281203', '00281221', '00281222', '00281223'];
const TABLES = new Set([...PALETTES, '00283006']);
/** Modality and VOI LUT, and the functional groups that a VOI LUT may stand in. */
const SEQUENCES = new Set(['00283000', '00283010', '00289132', '52009229', '52009230']);

/** An instance whose look-up tables have values, where the archive keeps them inline or elsewhere (PS3.18 §F.2.2). */
export function withBulkValues(instance: DicomJsonObject): DicomJsonObject {
  return valued(instance, placeOf(instance));
}

/** All frames of an instance, where the archive tells where they are. */
export function pixelDataOf(instance: DicomJsonObject): BulkData | undefined {
  const uri = instance['7FE00010']?.['BulkDataURI'];
  const path = typeof uri === 'string' ? pathOf(uri, placeOf(instance)) : undefined;
  return path === undefined ? undefined : new BulkData(path);
}

function valued(object: DicomJsonObject, place: string): DicomJsonObject {
  const entries = Object.entries(object).map(([tag, element]) => {
    if (TABLES.has(tag)) return [tag, { ...element, Value: element.Value ?? valueOf(element, place) }] as const;
    if (!SEQUENCES.has(tag)) return [tag, element] as const;
    // Whatever is no object is left to whoever reads the sequence.
    const items = element.Value?.map((item) => (isObject(item) ? valued(item, place) : item));
    return [tag, { ...element, Value: items }] as const;
  });
  return Object.fromEntries(entries);
}

type Element = DicomJsonObject[string];

function valueOf({ InlineBinary: inline, BulkDataURI: uri }: Element, place: string): unknown[] | undefined {
  if (typeof inline === 'string') return [inline];
  const path = typeof uri === 'string' ? pathOf(uri, place) : undefined;
  return path === undefined ? undefined : [new BulkData(path)];
}

/**
 * The host in the address is what the archive believes its own to be, often wrongly, and it may be anybody's: the
 * credentials go to the configured one, and there to no other place than below the instance.
 */
function pathOf(uri: string, place: string): string | undefined {
  const base = `http://archive.invalid${place}/metadata`;
  if (!URL.canParse(uri, base)) return undefined;
  const { pathname } = new URL(uri, base);
  const at = pathname.lastIndexOf(`${place}/`);
  return at < 0 ? undefined : pathname.slice(at);
}

function placeOf(instance: DicomJsonObject): string {
  const [study, series, sop] = ['0020000D', '0020000E', '00080018'].map((tag) => String(instance[tag]?.Value?.[0]));
  return `/studies/${study}/series/${series}/instances/${sop}`;
}

function isObject(item: unknown): item is DicomJsonObject {
  return typeof item === 'object' && item !== null;
}
