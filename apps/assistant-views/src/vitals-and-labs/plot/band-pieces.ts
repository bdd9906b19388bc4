import type { Reading } from '../answer/series.js';
import { rangesOf, type Range } from '../answer/range-of.js';

/** A stretch of time over which the same was normal. */
export interface BandPiece {
  readonly range: Range;
  /** `undefined`: from the beginning, to the end. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** What is normal changes with age and laboratory: each reading has its own, and between two it changes half-way. */
export function bandPieces(readings: readonly Reading[]): BandPiece[] {
  const pieces: BandPiece[] = [];
  let from: number | undefined;
  for (const [index, reading] of readings.entries()) {
    const next = readings[index + 1];
    if (next !== undefined && next.reference === reading.reference) continue;
    const to = next && (reading.at + next.at) / 2;
    for (const range of rangesOf(reading.reference)) pieces.push({ range, from, to });
    from = to;
  }
  return pieces;
}
