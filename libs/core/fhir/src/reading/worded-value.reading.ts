import { isDeepStrictEqual } from 'node:util';
import { wordedValue, wordsOf } from '../terms/worded-value.js';
import { noteOf } from './elements.js';
import type { ObservationSlice } from './observation.slice.js';
import type { QuantitySlice } from './slices.js';
import { Unreadable } from './unreadable.js';

/** A measurement that is no single number, in the words in which a record keeps it. */
export interface WordedMeasurement {
  readonly text: string;
  readonly unit: string | null;
}

export function readWordedValue(observation: ObservationSlice): WordedMeasurement | undefined {
  const text = wordsOf(observation);
  if (text === undefined) return undefined;
  const unit = unitIn(observation);
  const note = noteOf(observation.note);
  return { text: note !== null && isSame(note, text, unit) ? note : text, unit };
}

/** Digits that numbers do not carry (`< 5.0`) stand in the note. */
function isSame(note: string, text: string, unit: string | null): boolean {
  return isDeepStrictEqual(wordedValue(note, unit ?? '1'), wordedValue(text, unit ?? '1'));
}

function unitIn({ valueQuantity, valueRatio, valueRange }: ObservationSlice): string | null {
  if (valueQuantity?.comparator !== undefined) return unitOf(valueQuantity);
  if (valueRatio !== undefined) return quotientOf(valueRatio);
  const { low, high } = valueRange ?? {};
  const [unit = null, ...others] = [low, high].filter((end) => end?.value !== undefined).map(unitOf);
  if (others.some((other) => other !== unit)) throw new Unreadable('value[x].high.code', 'a range has one unit');
  return unit;
}

/** UCUM divides from left to right. */
function quotientOf({ numerator, denominator }: NonNullable<ObservationSlice['valueRatio']>): string | null {
  const [over, under] = [unitOf(numerator), unitOf(denominator)];
  if (numerator?.comparator !== undefined)
    throw new Unreadable('value[x].numerator.comparator', 'only that of the denominator can be kept');
  if (under === null) return over;
  return `${over ?? ''}/${/[/.]/.test(under) ? `(${under})` : under}`;
}

export function unitOf(quantity: QuantitySlice | undefined): string | null {
  return quantity?.code ?? quantity?.unit ?? null;
}
