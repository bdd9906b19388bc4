import { z } from 'zod';
import { momentOf } from './moment-of.js';
import type { Reading, Series } from './series.js';
import { vitalNames } from './vital-names.js';

const value = z.union([z.number(), z.string()]).nullish();

export const vitalRecording = z.looseObject({
  recorded_date: z.string().optional(),
  blood_pressure: value,
  heart_rate: value,
  temperature: value,
  oxygen_saturation: value,
  weight: value,
  bmi: value,
});

type Recording = z.output<typeof vitalRecording>;

/** A series for each quantity that was measured at all. */
export function vitalSeries(recordings: readonly Recording[]): Series[] {
  return vitalNames
    .map(({ field, label, unit, lines }) => {
      const readings = recordings.flatMap((recording) => readingsOf(recording, field, lines.length));
      return { id: field, label, unit, lines, readings: readings.toSorted((one, other) => one.at - other.at) };
    })
    .filter(({ readings }) => readings.length > 0);
}

function readingsOf(recording: Recording, field: (typeof vitalNames)[number]['field'], lines: number): Reading[] {
  const at = momentOf(recording.recorded_date);
  const found = recording[field];
  if (at === undefined || found === undefined || found === null) return [];
  const text = String(found);
  return [{ at, text, values: numbersIn(text, lines), flag: undefined, reference: undefined }];
}

/** `120/80` has two; what has another number of them is shown as words. */
function numbersIn(text: string, count: number): number[] {
  const numbers = text.split('/').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : [];
}
