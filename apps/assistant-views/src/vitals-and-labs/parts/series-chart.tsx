import { useState } from 'react';
import type { Series } from '../answer/series.js';
import type { Dates } from '../plot/dates.js';
import { Legend } from './legend.js';
import { Plot } from './plot.js';
import { Readout } from './readout.js';
import { SeriesList } from './series-list.js';
import { ValuesTable } from './values-table.js';

interface SeriesChartProps {
  readonly series: readonly Series[];
  readonly note: string | undefined;
  readonly dates: Dates;
}

/** The quantities of an answer, and one of them drawn. */
export function SeriesChart({ series, note, dates }: SeriesChartProps) {
  const [chosen, setChosen] = useState<string>();
  // A later answer may not hold what was chosen in an earlier one.
  const shown = series.find(({ id }) => id === chosen) ?? series[0];
  if (shown === undefined) return null;
  return (
    <div className="chart">
      <SeriesList series={series} shown={shown} onChoose={setChosen} />
      <OneSeries key={shown.id} series={shown} note={note} dates={dates} />
    </div>
  );
}

function OneSeries({ series, note, dates }: { series: Series; note: string | undefined; dates: Dates }) {
  const [place, setPlace] = useState<number>();
  const drawn = series.readings.filter(({ values }) => values.length > 0);
  const pointed = place === undefined ? undefined : drawn[Math.min(place, drawn.length - 1)];
  return (
    <section aria-label={series.label}>
      <Readout
        series={series}
        reading={pointed ?? series.readings.at(-1)}
        isLatest={pointed === undefined}
        {...{ dates }}
      />
      {drawn.length === 0 ? (
        <p className="message">These results are words, so there is nothing to draw.</p>
      ) : (
        <>
          <Plot series={series} dates={dates} place={place} onPlace={setPlace} />
          <Legend series={series} />
        </>
      )}
      {note !== undefined && <p className="note">{note}</p>}
      <ValuesTable series={series} dates={dates} isOpen={drawn.length === 0} />
    </section>
  );
}
