import type { Attributes } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import type { DecodedFrame } from './frame.decoder.js';
import { entryOf, lookupTable, type LookupTable } from './lookup-table.js';
import { tableAttribute, type TableAttribute } from './table-attributes.js';
import { wordsOf, wordTable } from './word-table.js';

/** Each colour's data, by its descriptor. */
export const PALETTE = {
  RedPaletteColorLookupTableDescriptor: 'RedPaletteColorLookupTableData',
  GreenPaletteColorLookupTableDescriptor: 'GreenPaletteColorLookupTableData',
  BluePaletteColorLookupTableDescriptor: 'BluePaletteColorLookupTableData',
} as const satisfies Partial<Record<TableAttribute, TableAttribute>>;

/** Three bytes for each index into a palette (PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6). Segmented palettes are not read. */
export function paletteColoursOf({ pixels, format }: DecodedFrame, attributes: Attributes): Uint8Array {
  const colours = Object.entries(PALETTE).map(([descriptor, data]) =>
    lookupTable(
      tableAttribute(attributes, descriptor as keyof typeof PALETTE),
      tableAttribute(attributes, data),
      format.isSigned,
    ),
  );
  if (new Set(colours.map(({ first, bits, entries }) => `${first} ${bits} ${entries.length}`)).size > 1)
    throw new DomainError('imaging.frame.unreadable', { detail: { fault: 'palette' } });
  const most = brightestOf(colours);
  const words = wordsOf(pixels, format);
  const picture = new Uint8Array(words.length * 3);
  for (const [sample, colour] of colours.entries()) {
    const table = wordTable(format, (stored) => Math.round((entryOf(colour, stored) * 255) / most));
    for (let at = 0; at < words.length; at += 1) picture[at * 3 + sample] = table[words[at] ?? 0] ?? 0;
  }
  return picture;
}

/**
 * Entries reach over the whole range of their bits. Where none of a wide palette is beyond a byte, a program has left its
 * bytes as they were, and what it meant would be black.
 */
function brightestOf(colours: readonly LookupTable[]): number {
  const isBytes = colours.every(({ entries }) => entries.every((entry) => entry <= 255));
  return isBytes ? 255 : 2 ** (colours[0]?.bits ?? 8) - 1;
}
