import { z } from 'zod';
import { momentOf } from './moment-of.js';
import type { Reading, Series } from './series.js';
import { vitalNames } from './vital-names.js';

const value = z.union([z.number(), z.string()]).nullish();

const judged = z.record(z.string(), z.string()).optional();

export const vitalRecording = z.looseObject({
  recorded_date: z.string().optional(),
  blood_pressure: value,
  heart_rate: value,
  temperature: value,
  oxygen_saturation: value,
  respiratory_rate: value,
  weight: value,
  bmi: value,
  flags: judged,
  reference: judged,
});

type Recording = z.output<typeof vitalRecording>;

/** A series for each quantity that was measured at all. */
export function vitalSeries(recordings: readonly Recording[]): Series[] {
  return vitalNames
    .map((name) => {
      const { field, label, unit, lines } = name;
      const readings = recordings.flatMap((recording) => readingsOf(recording, name));
      return { id: field, label, unit, lines, readings: readings.toSorted((one, other) => one.at - other.at) };
    })
    .filter(({ readings }) => readings.length > 0);
}

function readingsOf(recording: Recording, { field, lines, judged: names }: VitalName): Reading[] {
  const at = momentOf(recording.recorded_date);
  const found = recording[field];
  if (at === undefined || found === undefined || found === null) return [];
  const text = String(found);
  const values = numbersIn(text, lines.length);
  const flags = names.map((name) => recording.flags?.[name]);
  const references = names.flatMap((name) => recording.reference?.[name] ?? []);
  const reference = references.length === 0 ? undefined : references.join('/');
  return [{ at, text, values, flag: worstOf(flags), flags, reference }];
}

type VitalName = (typeof vitalNames)[number];

/** From the most urgent on. */
const byUrgency = ['HH', 'LL', 'H', 'L', 'A', 'N'];

function worstOf(flags: readonly (string | undefined)[]): string | undefined {
  return byUrgency.find((flag) => flags.includes(flag)) ?? flags.find((flag) => flag !== undefined);
}

/** `120/80` has two; what has another number of them is shown as words. */
function numbersIn(text: string, count: number): number[] {
  const numbers = text.split('/').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : [];
}
