import { memo } from 'react';
import type { Reading } from '../answer/series.js';
import { scaleOf } from '../plot/scale.js';

const WIDTH = 64;
const HEIGHT = 20;
/** Of more there would be a block and no line. */
const NEWEST = 24;

/** The course of a series in the size of a word. What it shows stands beside it in numbers. */
export const Sparkline = memo(function Sparkline({ readings }: { readonly readings: readonly Reading[] }) {
  const points = readings
    .flatMap(({ at, values: [value] }) => (value === undefined ? [] : [{ at, value }]))
    .slice(-NEWEST);
  const values = points.map(({ value }) => value);
  const x = scaleOf([points[0]?.at ?? 0, points.at(-1)?.at ?? 1], [2, WIDTH - 2]);
  const y = scaleOf([Math.min(...values), Math.max(...values)], [HEIGHT - 3, 3]);
  return (
    <svg className="spark" width={WIDTH} height={HEIGHT} aria-hidden="true">
      {points.length > 1 && <polyline points={points.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')} />}
    </svg>
  );
});
