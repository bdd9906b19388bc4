import { z } from 'zod';
import type { Answer } from './answer.js';
import { labOrder, labSeries } from './lab-series.js';
import { trend, trendSeries } from './trend-series.js';
import { vitalRecording, vitalSeries } from './vital-series.js';

const page = {
  mrn: z.string(),
  trend: trend.optional(),
  next_cursor: z.string().optional(),
  message: z.string().optional(),
};
const vitalsPage = z.looseObject({ ...page, vital_signs: z.array(vitalRecording) });
const labsPage = z.looseObject({ ...page, lab_results: z.array(labOrder) });

/** The pages of an answer, in their order, as series; `undefined` for what is no answer of the two tools. */
export function answerOf(pages: readonly unknown[]): Answer | undefined {
  const vitals = z.array(vitalsPage).min(1).safeParse(pages);
  if (vitals.success)
    return together('vitals', vitals.data, vitalSeries(vitals.data.flatMap(({ vital_signs: entries }) => entries)));
  const labs = z.array(labsPage).min(1).safeParse(pages);
  if (!labs.success) return undefined;
  return together('labs', labs.data, labSeries(labs.data.flatMap(({ lab_results: entries }) => entries)));
}

type Page = z.output<typeof vitalsPage> | z.output<typeof labsPage>;

function together(subject: Answer['subject'], pages: readonly Page[], drawn: Answer['series']): Answer {
  const [first] = pages;
  const last = pages.at(-1);
  const summary = first?.trend;
  return {
    subject,
    mrn: first?.mrn ?? '',
    series: summary === undefined ? drawn : [trendSeries(summary)],
    note: summary === undefined ? messageOf(last) : noteOf(summary),
    nextCursor: last?.next_cursor,
  };
}

/** Of a page that is not the last, the message tells a model how to go on: readers have buttons. */
function messageOf(page: Page | undefined): string | undefined {
  return page?.next_cursor === undefined ? page?.message : 'There is more than is shown here: choose a period.';
}

function noteOf({ count, minimum, maximum, direction }: z.output<typeof trend>): string {
  return `A summary: the first and the last of ${count} values between ${minimum} and ${maximum}, ${direction}.`;
}
