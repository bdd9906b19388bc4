import { z } from 'zod';
import { momentOf } from './moment-of.js';
import type { Reading, Series } from './series.js';

const component = z.looseObject({
  component: z.string(),
  value: z.union([z.number(), z.string()]),
  unit: z.string().nullish(),
  reference: z.string().nullish(),
  flag: z.string().nullish(),
  loinc: z.string().nullish(),
});

export const labOrder = z.looseObject({
  ordered_date: z.string().optional(),
  resulted_date: z.string().nullish(),
  results: z.array(component).optional(),
});

type Component = z.output<typeof component>;
type Order = z.output<typeof labOrder>;

/** A series for each component and unit: numbers of two units share no axis. In the order in which they appear. */
export function labSeries(orders: readonly Order[]): Series[] {
  const found = new Map<string, { readonly head: Omit<Series, 'readings'>; readonly readings: Reading[] }>();
  for (const { at, result } of orders.flatMap(resultsOf)) {
    const head = headOf(result);
    const known = found.get(head.id) ?? { head, readings: [] };
    known.readings.push(readingOf(at, result));
    found.set(head.id, known);
  }
  return [...found.values()].map(({ head, readings }) => ({
    ...head,
    readings: readings.toSorted((one, other) => one.at - other.at),
  }));
}

function resultsOf({ resulted_date: resulted, ordered_date: ordered, results = [] }: Order) {
  const at = momentOf(resulted) ?? momentOf(ordered);
  return at === undefined ? [] : results.map((result) => ({ at, result }));
}

function headOf({ component: label, loinc, unit }: Component): Omit<Series, 'readings'> {
  return { id: `${loinc ?? label}|${unit ?? ''}`, label, unit: unit ?? '', lines: [label] };
}

function readingOf(at: number, { value, flag, reference }: Component): Reading {
  return {
    at,
    values: typeof value === 'number' ? [value] : [],
    text: String(value),
    flag: flag ?? undefined,
    flags: [flag ?? undefined],
    reference: reference ?? undefined,
  };
}
