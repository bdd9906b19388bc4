import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { flagWord } from '../answer/flag-word.js';
import type { Reading, Series } from '../answer/series.js';
import type { Dates } from '../plot/dates.js';
import { layoutOf } from '../plot/layout.js';
import { nearest } from '../plot/nearest.js';
import { placeAfterKey } from '../plot/place-after-key.js';
import { useWidth } from '../plot/use-width.js';
import { Cursor } from './cursor.js';
import { Drawing } from './drawing.js';

interface PlotProps {
  readonly series: Series;
  readonly dates: Dates;
  /** Of the reading that is pointed at, among those with numbers. */
  readonly place: number | undefined;
  readonly onPlace: (place: number | undefined) => void;
}

const HEIGHT = 250;

/** The picture, along which one goes by pointer, or by the keys of a slider, which screen readers follow. */
export function Plot({ series, dates, place, onPlace }: PlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const layout = useMemo(() => layoutOf(series, { width, height: HEIGHT }), [series, width]);
  const drawn = useMemo(() => series.readings.filter(({ values }) => values.length > 0), [series]);
  const last = drawn.length - 1;
  const current = drawn[Math.min(place ?? last, last)];
  const point = ({ clientX, currentTarget }: PointerEvent) =>
    onPlace(nearestAt(drawn, clientX - currentTarget.getBoundingClientRect().left, layout.x));
  const press = (event: KeyboardEvent) => {
    const next = placeAfterKey(event.key, place ?? last, last);
    if (next === undefined) return;
    event.preventDefault();
    onPlace(next);
  };
  return (
    <div
      ref={frame}
      className="plot"
      role="slider"
      tabIndex={0}
      aria-label={`${series.label} over time`}
      aria-valuemin={1}
      aria-valuemax={drawn.length}
      aria-valuenow={Math.min(place ?? last, last) + 1}
      aria-valuetext={current && spoken(current, series.unit, dates)}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => onPlace(undefined)}
      onKeyDown={press}
    >
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <Drawing series={series} layout={layout} dates={dates} />
        {place !== undefined && current !== undefined && <Cursor reading={current} layout={layout} />}
      </svg>
    </div>
  );
}

/** Places on the axis are evenly spread over time, so the way back is as straight. */
function nearestAt(readings: readonly Reading[], pixels: number, x: (at: number) => number): number {
  const first = readings[0]?.at ?? 0;
  const last = readings.at(-1)?.at ?? first;
  const width = x(last) - x(first);
  return width === 0 ? 0 : nearest(readings, first + ((pixels - x(first)) / width) * (last - first));
}

function spoken({ text, flag, reference, at }: Reading, unit: string, dates: Dates): string {
  const parts = [`${text} ${unit}`.trim(), flagWord(flag), reference && `reference ${reference}`, dates.full(at)];
  return parts.filter(Boolean).join(', ');
}
