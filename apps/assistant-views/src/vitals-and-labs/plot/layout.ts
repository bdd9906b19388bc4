import type { Reading, Series } from '../answer/series.js';
import { bandPieces, type BandPiece } from './band-pieces.js';
import { scaleOf, type Scale, type Span } from './scale.js';
import { timeTicks, type TimeTicks } from './time-ticks.js';
import { valueTicks } from './value-ticks.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where everything of a picture is. */
export interface Layout {
  readonly size: Size;
  /** The rectangle of the data. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly valueTicks: readonly number[];
  readonly timeTicks: TimeTicks;
  readonly band: readonly BandPiece[];
}

const DAY = 86_400_000;
const LEFT = 46;
const RIGHT = 18;
const TOP = 12;
const BOTTOM = 28;
/** A label of a date needs that much. */
const TICK_WIDTH = 92;

export function layoutOf({ readings: all }: Series, size: Size): Layout {
  const readings = all.filter(({ values }) => values.length > 0);
  const band = bandPieces(readings);
  const values = valueTicks(valueSpan(readings, band), 5);
  const time = timeSpan(readings);
  const [left, right, top, bottom] = [LEFT, Math.max(LEFT + 1, size.width - RIGHT), TOP, size.height - BOTTOM];
  return {
    size,
    left,
    right,
    top,
    bottom,
    x: scaleOf(time, [left + 10, right - 10]),
    y: scaleOf([values[0] ?? 0, values.at(-1) ?? 1], [bottom, top]),
    valueTicks: values,
    timeTicks: timeTicks(time, Math.max(2, Math.floor((right - left) / TICK_WIDTH))),
    band,
  };
}

/** The readings and the ends of what is normal, so that one sees how far away a reading is. */
function valueSpan(readings: readonly Reading[], band: readonly BandPiece[]): Span {
  const numbers = [
    ...readings.flatMap(({ values }) => values),
    ...band.flatMap(({ range: { low, high } }) => [low, high]).filter((end) => end !== undefined),
  ];
  if (numbers.length === 0) return [0, 1];
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

function timeSpan(readings: readonly Reading[]): Span {
  const first = readings[0]?.at ?? 0;
  const last = readings.at(-1)?.at ?? first;
  return first === last ? [first - DAY, last + DAY] : [first, last];
}
