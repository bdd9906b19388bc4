/** How far back somebody wants to see. */
export const periods = [
  { id: '3m', label: '3 months', months: 3 },
  { id: '1y', label: '1 year', months: 12 },
  { id: '5y', label: '5 years', months: 60 },
  { id: 'all', label: 'All', months: undefined },
] as const;

export type PeriodId = (typeof periods)[number]['id'];

/** The first day of a period that ends today, as the tools want it; `undefined` for one without a beginning. */
export function firstDayOf(period: PeriodId, now: Date): string | undefined {
  const months = periods.find(({ id }) => id === period)?.months;
  if (months === undefined) return undefined;
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  const lastOfMonth = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(now.getUTCDate(), lastOfMonth));
  return day.toISOString().slice(0, 10);
}
