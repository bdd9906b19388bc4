import { flagWord } from '../answer/flag-word.js';
import type { Series } from '../answer/series.js';
import { Mark } from './mark.js';
import { Sparkline } from './sparkline.js';

interface SeriesListProps {
  readonly series: readonly Series[];
  readonly shown: Series;
  readonly onChoose: (id: string) => void;
}

/** Every quantity with its newest value. */
export function SeriesList({ series, shown, onChoose }: SeriesListProps) {
  return (
    <ul className="list" aria-label="Quantities">
      {series.map((one) => (
        <li key={one.id}>
          <button type="button" aria-pressed={one === shown} onClick={() => onChoose(one.id)}>
            <span className="name">{one.label}</span>
            <Newest series={one} />
            <Sparkline readings={one.readings} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Newest({ series: { readings, unit } }: { readonly series: Series }) {
  const newest = readings.at(-1);
  const word = flagWord(newest?.flag);
  return (
    <span className={word === undefined ? 'newest' : 'newest abnormal'}>
      {word !== undefined && (
        <svg width="14" height="14" role="img" aria-label={word}>
          <Mark x={7} y={7} flag={newest?.flag} line={0} />
        </svg>
      )}
      {newest?.text} <small>{unit}</small>
    </span>
  );
}
