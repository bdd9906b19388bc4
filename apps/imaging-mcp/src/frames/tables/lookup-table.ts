import { numbersOf } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import { tableBytes } from './table-bytes.js';

/** What stands for each of a row of values (PS3.3 C.7.6.3.1.5, C.11.1.1.1, C.11.2.1.1). */
export interface LookupTable {
  /** The value that the first entry stands for. */
  readonly first: number;
  /** Of an entry. */
  readonly bits: number;
  readonly entries: Uint8Array | Uint16Array;
}

const ENTRIES_MAX = 65_536;

/**
 * The table that a descriptor and its data make. The data are bytes, or their Base64, or words. `isSigned`: of the values
 * that are looked up, whose first may have been written as if it had no sign.
 */
export function lookupTable(descriptor: unknown, data: unknown, isSigned: boolean): LookupTable {
  const [written, start, bits] = numbersOf({ descriptor }, 'descriptor');
  const bytes = tableBytes(data);
  if (written === undefined || start === undefined || bits === undefined || bytes === undefined) throw undecodable();
  // 65,536 does not fit into the descriptor, so that 0 stands for it.
  const count = written === 0 ? ENTRIES_MAX : written;
  if (!isWithin(count, 1, ENTRIES_MAX) || !isWithin(bits, 8, 16) || !isWithin(start, -32_768, 65_535))
    throw undecodable();
  const first = isSigned && start > 32_767 ? start - ENTRIES_MAX : start;
  return { first, bits, entries: entriesOf(bytes, count, bits) };
}

/** Whatever lies in front of the table is its first entry, and whatever lies behind it the last. */
export function entryOf({ first, entries }: LookupTable, value: number): number {
  const index = Math.min(entries.length - 1, Math.max(0, Math.round(value) - first));
  return entries[index] ?? 0;
}

/** Entries of eight bits stand in bytes; some programs give each a word of its own, which the length tells. */
function entriesOf(bytes: Buffer, count: number, bits: number): Uint8Array | Uint16Array {
  if (bits === 8 && bytes.length < 2 * count) {
    if (bytes.length < count) throw new DomainError('imaging.frame.unreadable', { detail: { fault: 'table' } });
    return Uint8Array.from(bytes.subarray(0, count));
  }
  if (bytes.length < 2 * count) throw new DomainError('imaging.frame.unreadable', { detail: { fault: 'table' } });
  const mask = 2 ** bits - 1;
  return new Uint16Array(count).map((_none, at) => bytes.readUInt16LE(2 * at) & mask);
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function undecodable(): DomainError {
  return new DomainError('imaging.frame.undecodable', { detail: { fault: 'table' } });
}
