import { useSyncExternalStore } from 'react';
import type { Host } from '../host/host.js';
import type { Outcome } from './ask/outcome.js';
import { datesFor } from './plot/dates.js';
import { Heading } from './parts/heading.js';
import { Message } from '../parts/message.js';
import { SeriesChart } from './parts/series-chart.js';
import { useChart } from './use-chart.js';

/** The chart, for what the assistant asked and for what the reader asks after that. */
export function VitalsAndLabs({ host }: { readonly host: Host }) {
  const state = useSyncExternalStore(host.subscribe, host.current);
  const chart = useChart(host.call, state);
  const { outcome, isBusy, wish } = chart;
  return (
    <main aria-busy={isBusy}>
      <Heading {...{ wish, isBusy }} canCall={state.canCall} onWish={chart.ask} />
      <Body
        outcome={outcome}
        isCancelled={state.isCancelled}
        locale={state.context.locale}
        timeZone={state.context.timeZone}
      />
    </main>
  );
}

interface BodyProps {
  readonly outcome: Outcome | undefined;
  readonly isCancelled: boolean;
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
}

function Body({ outcome, isCancelled, locale, timeZone }: BodyProps) {
  if (isCancelled && outcome === undefined) return <Message text="The question was taken back." />;
  if (outcome === undefined) return <Message text="Waiting for the answer …" />;
  if (outcome.kind === 'failure') return <Message text={outcome.message} isFailure />;
  const { series, subject, note } = outcome.answer;
  if (series.length === 0) return <Message text={note ?? nothing[subject]} />;
  return <SeriesChart series={series} note={note} dates={datesFor(locale, timeZone)} />;
}

const nothing = {
  vitals: 'There are no vital signs in this period.',
  labs: 'There are no laboratory results in this period.',
};
