import { numbersOf } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';

const DISCRETE = 0;
const LINEAR = 1;
const ENTRIES_MAX = 65_536;

/**
 * Segmented Palette Color Lookup Table Data (PS3.3 C.7.9.2) written out, a word for each entry. Copies of segments are not
 * followed, as programs do not agree whether their address counts bytes or words.
 */
export function expandedTable(descriptor: unknown, segments: Buffer): Buffer {
  const bits = numbersOf({ descriptor }, 'descriptor')[2];
  const words = bits === 8 ? segments : wordsIn(segments);
  const entries: number[] = [];
  // What is left over of bytes is the padding to an even length.
  for (let at = 0; at + 1 < words.length;) {
    const [kind, count = 0] = words.subarray(at, at + 2);
    const values = words.subarray(at + 2, at + 2 + (kind === DISCRETE ? count : 1));
    append(entries, kind, count, values);
    at += 2 + values.length;
  }
  return Buffer.from(Uint16Array.from(entries).buffer);
}

function append(entries: number[], kind: number | undefined, count: number, values: Iterable<number>): void {
  if (kind !== DISCRETE && kind !== LINEAR) throw new DomainError('imaging.frame.undecodable');
  if (kind === DISCRETE) entries.push(...values);
  else entries.push(...line(entries.at(-1), [...values][0], count));
  if (entries.length > ENTRIES_MAX) throw unreadable();
}

/** From behind the last entry up to the value. */
function line(from: number | undefined, to: number | undefined, count: number): readonly number[] {
  if (from === undefined || to === undefined) throw unreadable();
  return Array.from({ length: count }, (_none, at) => Math.round(from + ((to - from) * (at + 1)) / count));
}

function wordsIn(bytes: Buffer): Uint16Array {
  return Uint16Array.from({ length: bytes.length >> 1 }, (_none, at) => bytes.readUInt16LE(2 * at));
}

function unreadable(): DomainError {
  return new DomainError('imaging.frame.unreadable', { detail: { fault: 'table' } });
}
