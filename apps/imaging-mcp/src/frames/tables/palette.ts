import { wordsOf, type Attributes } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import type { DecodedFrame } from '../codecs/frame.decoder.js';
import { entryOf, lookupTable, type LookupTable } from './lookup-table.js';
import { expandedTable } from './segmented-table.js';
import { tableBytes } from './table-bytes.js';
import { wordTable } from './word-table.js';

const COLOURS = ['Red', 'Green', 'Blue'] as const;

/** Everything in which the entries of a palette may stand. */
export const PALETTE_DATA: readonly string[] = COLOURS.flatMap((colour) => [
  `${colour}PaletteColorLookupTableData`,
  `Segmented${colour}PaletteColorLookupTableData`,
]);

/** Three bytes for each index into a palette (PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6). */
export function paletteColoursOf({ pixels, format }: DecodedFrame, attributes: Attributes): Uint8Array {
  const colours = COLOURS.map((colour) => {
    const descriptor = attributes[`${colour}PaletteColorLookupTableDescriptor`];
    return lookupTable(descriptor, dataOf(colour, descriptor, attributes), format.isSigned);
  });
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

/** Either they stand there one by one, or in segments. */
function dataOf(colour: (typeof COLOURS)[number], descriptor: unknown, attributes: Attributes): unknown {
  const segments = tableBytes(attributes[`Segmented${colour}PaletteColorLookupTableData`]);
  const data = attributes[`${colour}PaletteColorLookupTableData`];
  return data === undefined && segments !== undefined ? expandedTable(descriptor, segments) : data;
}

/**
 * Entries reach over the whole range of their bits. Where none of a wide palette is beyond a byte, a program has left its
 * bytes as they were, and what it meant would be black.
 */
function brightestOf(colours: readonly LookupTable[]): number {
  const isBytes = colours.every(({ entries }) => entries.every((entry) => entry <= 255));
  return isBytes ? 255 : 2 ** (colours[0]?.bits ?? 8) - 1;
}
