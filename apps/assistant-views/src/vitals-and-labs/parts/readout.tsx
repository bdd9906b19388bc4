import { flagWord } from '../answer/flag-word.js';
import type { Reading, Series } from '../answer/series.js';
import type { Dates } from '../plot/dates.js';

interface ReadoutProps {
  readonly series: Series;
  readonly reading: Reading | undefined;
  readonly isLatest: boolean;
  readonly dates: Dates;
}

/** The reading that is pointed at, in large; the newest while none is. */
export function Readout({ series: { label, unit }, reading, isLatest, dates }: ReadoutProps) {
  const word = flagWord(reading?.flag);
  return (
    <div className="readout">
      <h2>{label}</h2>
      {reading !== undefined && (
        <>
          <p className={word === undefined ? 'value' : 'value abnormal'}>
            <strong className={reading.values.length === 0 ? 'words' : undefined}>{reading.text}</strong> {unit}
            {word !== undefined && <span className="flag">{word}</span>}
          </p>
          <p className="when">
            {isLatest && 'Latest, '}
            {dates.full(reading.at)}
            {reading.reference !== undefined && <span>Reference {reading.reference}</span>}
          </p>
        </>
      )}
    </div>
  );
}
