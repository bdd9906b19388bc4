import type { Attributes } from '@caregate/core-dicom';
import { BulkData } from '../../archives/bulk-data.js';
import { PALETTE_DATA } from './palette.js';
import { tableItem } from './table-item.js';

type Fetch = (value: BulkData) => Promise<Buffer>;

/** What is said of a frame, with the look-up tables in place that its archive keeps elsewhere. */
export async function withTables(attributes: Attributes, fetch: Fetch): Promise<Attributes> {
  if (attributes['PhotometricInterpretation'] === 'PALETTE COLOR') return withFetched(attributes, PALETTE_DATA, fetch);
  const sequences = (['ModalityLUTSequence', 'VOILUTSequence'] as const).map(async (keyword) => {
    const item = tableItem(attributes, keyword);
    return item === undefined ? [] : [[keyword, [await withFetched(item, ['LUTData'], fetch)]] as const];
  });
  const found = (await Promise.all(sequences)).flat();
  return found.length === 0 ? attributes : { ...attributes, ...Object.fromEntries(found) };
}

async function withFetched(attributes: Attributes, keywords: readonly string[], fetch: Fetch) {
  const fetched = keywords.map(async (keyword) => {
    const value = attributes[keyword];
    return value instanceof BulkData ? [[keyword, await fetch(value)] as const] : [];
  });
  return { ...attributes, ...Object.fromEntries((await Promise.all(fetched)).flat()) };
}
