import { emptyChart, type ChartRecord } from '@caregate/core-fhir';

/** The parts of a chart as one; several parts may have rows of a kind. */
export function joinedChart(parts: readonly Partial<ChartRecord>[]): ChartRecord {
  const kinds = Object.keys(emptyChart) as (keyof ChartRecord)[];
  const joined = kinds.map((kind) => [kind, parts.flatMap<unknown>((part) => part[kind] ?? [])]);
  return { ...emptyChart, ...(Object.fromEntries(joined) as Partial<ChartRecord>) };
}
