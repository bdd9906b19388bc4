import { numbersOf } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;
const ENTRIES_MAX = 65_536;

interface Segment {
  readonly kind: number | undefined;
  /** Of entries, or of segments that are copied. */
  readonly count: number;
  readonly values: Uint8Array | Uint16Array;
}

/** Segmented Palette Color Lookup Table Data (PS3.3 C.7.9.2) written out, a word for each entry. */
export function expandedTable(descriptor: unknown, segments: Buffer): Buffer {
  const bits = numbersOf({ descriptor }, 'descriptor')[2];
  const words = bits === 8 ? segments : wordsIn(segments);
  const entries: number[] = [];
  /** By the byte that they begin at. */
  const known = new Map<number, Segment>();
  // What is left over of bytes is the padding to an even length.
  for (let at = 0; at + 1 < words.length;) {
    const segment = segmentAt(words, at);
    for (const each of segment.kind === INDIRECT ? copied(segment, known) : [segment]) append(entries, each);
    // Of those without entries a few bytes could copy without end.
    if (segment.count > 0) known.set(at * words.BYTES_PER_ELEMENT, segment);
    at += 2 + segment.values.length;
  }
  return Buffer.from(Uint16Array.from(entries).buffer);
}

function segmentAt(words: Uint8Array | Uint16Array, at: number): Segment {
  const [kind, count = 0] = words.subarray(at, at + 2);
  // The address of what is copied has 32 bits.
  const length = [count, 1, 4 / words.BYTES_PER_ELEMENT][kind ?? DISCRETE] ?? 0;
  return { kind, count, values: words.subarray(at + 2, at + 2 + length) };
}

/** The address counts bytes (PS3.3 C.7.9.2.3). Where a program has counted words, it mostly begins no segment. */
function* copied({ count, values }: Segment, known: ReadonlyMap<number, Segment>): Generator<Segment> {
  const size = values.BYTES_PER_ELEMENT;
  let address = [...values].reduce((sum, value, at) => sum + value * 2 ** (8 * size * at), 0);
  for (let left = count; left > 0; left -= 1) {
    const segment = known.get(address);
    if (segment === undefined) throw undecodable();
    yield segment;
    address += (2 + segment.values.length) * size;
  }
}

function append(entries: number[], { kind, count, values }: Segment): void {
  if (kind !== DISCRETE && kind !== LINEAR) throw undecodable();
  if (kind === DISCRETE) entries.push(...values);
  else entries.push(...line(entries.at(-1), values[0], count));
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

function undecodable(): DomainError {
  return new DomainError('imaging.frame.undecodable', { detail: { fault: 'table' } });
}
