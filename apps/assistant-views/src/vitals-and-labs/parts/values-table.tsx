import { memo } from 'react';
import { flagWord } from '../answer/flag-word.js';
import type { Series } from '../answer/series.js';
import type { Dates } from '../plot/dates.js';

interface ValuesTableProps {
  readonly series: Series;
  readonly dates: Dates;
  readonly isOpen: boolean;
}

/** The same for those who do not see the picture, newest first. */
export const ValuesTable = memo(function ValuesTable({ series, dates, isOpen }: ValuesTableProps) {
  const { label, unit, readings } = series;
  const hasReferences = readings.some(({ reference }) => reference !== undefined);
  return (
    <details open={isOpen}>
      <summary>{readings.length === 1 ? '1 value' : `${readings.length} values`} as a table</summary>
      <div className="scroll" tabIndex={0} role="region" aria-label={`Values of ${label}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">{unit === '' ? label : `${label}, ${unit}`}</th>
              {hasReferences && <th scope="col">Reference</th>}
              {hasReferences && <th scope="col">Judged</th>}
            </tr>
          </thead>
          <tbody>
            {readings.toReversed().map((reading, index) => (
              <tr key={index} className={flagWord(reading.flag) === undefined ? undefined : 'abnormal'}>
                <th scope="row">{dates.full(reading.at)}</th>
                <td>{reading.text}</td>
                {hasReferences && <td>{reading.reference}</td>}
                {hasReferences && <td>{flagWord(reading.flag)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
});
