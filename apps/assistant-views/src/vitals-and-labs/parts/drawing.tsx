import { memo } from 'react';
import { flagWord } from '../answer/flag-word.js';
import type { Reading, Series } from '../answer/series.js';
import type { BandPiece } from '../plot/band-pieces.js';
import type { Dates } from '../plot/dates.js';
import type { Layout } from '../plot/layout.js';
import { Mark } from './mark.js';

interface DrawingProps {
  readonly series: Series;
  readonly layout: Layout;
  readonly dates: Dates;
}

/** Readings beyond which the line speaks for those with which nothing was wrong. */
const MANY = 60;

/** All of the picture that stays as it is while one points at it. */
export const Drawing = memo(function Drawing({ series, layout, dates }: DrawingProps) {
  const readings = series.readings.filter(({ values }) => values.length > 0);
  const marked = readings.filter(({ flag }) => readings.length <= MANY || flagWord(flag) !== undefined);
  return (
    <>
      {layout.band.map((piece, index) => (
        <Band key={index} piece={piece} layout={layout} />
      ))}
      <Axes layout={layout} dates={dates} />
      {series.lines.map((name, line) => (
        <path key={name} className={`line line-${line}`} d={pathOf(readings, line, layout)} />
      ))}
      {series.lines.flatMap((name, line) =>
        marked.map(({ at, values, flags }, index) => (
          <Mark
            key={`${name}${index}`}
            x={layout.x(at)}
            y={layout.y(values[line] ?? 0)}
            flag={flags[line]}
            line={line}
          />
        )),
      )}
    </>
  );
});

function pathOf(readings: readonly Reading[], line: number, { x, y }: Layout): string {
  return readings.map(({ at, values }, index) => `${index === 0 ? 'M' : 'L'}${x(at)},${y(values[line] ?? 0)}`).join('');
}

/** Open ends go to the edge of the picture. */
function Band({ piece: { range, from, to }, layout }: { readonly piece: BandPiece; readonly layout: Layout }) {
  const { x, y, left, right, top, bottom } = layout;
  const [start, end] = [from === undefined ? left : x(from), to === undefined ? right : x(to)];
  const [high, low] = [range.high === undefined ? top : y(range.high), range.low === undefined ? bottom : y(range.low)];
  return <rect className="band" x={start} y={high} width={end - start} height={Math.max(1, low - high)} />;
}

function Axes({ layout, dates }: { readonly layout: Layout; readonly dates: Dates }) {
  const { left, right, bottom, x, y, timeTicks } = layout;
  return (
    <g className="axes">
      {layout.valueTicks.map((value) => (
        <g key={value}>
          <path d={`M${left},${y(value)}H${right}`} />
          <text x={left - 8} y={y(value)} dy="0.32em" textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {timeTicks.at.map((at) => (
        <g key={at}>
          <path d={`M${x(at)},${bottom}v5`} />
          <text x={x(at)} y={bottom + 19} textAnchor="middle">
            {dates.tick(at, timeTicks.unit)}
          </text>
        </g>
      ))}
    </g>
  );
}
