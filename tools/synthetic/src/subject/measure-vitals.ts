import { yearsBetween, type EpochDay } from '../calendar/days.js';
import { vitalNorms } from '../data/vital-norms.data.js';
import type { Prng } from '../random/prng.js';
import { bodySize } from './body-size.js';
import type { Subject } from './subject.js';
import type { VitalValues } from './vital-values.js';

/** Cuffs that fit are used from three years on (AAP guideline of 2017, table 3). */
const YEARS_OF_FIRST_BLOOD_PRESSURE = 3;

/** Measures a subject on a day. Treated hypertension improves year by year toward the anchor day. */
export function measureVitals(random: Prng, subject: Subject, day: EpochDay, anchorDay: EpochDay): VitalValues {
  const years = yearsBetween(subject.birthDay, day);
  const norm = vitalNorms.find(({ belowYears }) => years < belowYears) ?? vitalNorms[vitalNorms.length - 1];
  if (norm === undefined) throw new RangeError('The table of norms is empty.');
  const feverish = random.chance(40);
  const systolic = usual(norm.systolic, subject.trait, random) + pressureOfIllness(subject, day, anchorDay);
  const diastolic = usual(norm.diastolic, subject.trait, random) + pressureOfIllness(subject, day, anchorDay) * 0.45;
  const pressure = years < YEARS_OF_FIRST_BLOOD_PRESSURE ? undefined : bloodPressure(systolic, diastolic);
  return {
    systolicBp: pressure?.systolic ?? null,
    diastolicBp: pressure?.diastolic ?? null,
    heartRate: Math.round(usual(norm.heartRate, subject.trait >>> 8, random) + pulseOfIllness(subject, feverish)),
    temperature: feverish ? random.between(1004, 1026) / 10 : random.between(972, 992) / 10,
    respiratoryRate: Math.round(usual(norm.respiratoryRate, subject.trait >>> 16, random) + (feverish ? 3 : 0)),
    oxygenSaturation: subject.conditions.has('copd') ? random.between(90, 95) : random.between(96, 100),
    ...measureSize(random, subject, day, anchorDay),
  };
}

/** In the middle by constitution, with a little noise of the day. */
function usual([low, high]: readonly [number, number], trait: number, random: Prng): number {
  const width = high - low;
  return low + (width * (trait & 0xff)) / 255 + (random.bell() * width) / 12_000;
}

function pressureOfIllness({ conditions }: Subject, day: EpochDay, anchorDay: EpochDay): number {
  if (!conditions.has('hypertension')) return 0;
  return 10 + 5 * Math.min(3, Math.max(0, yearsBetween(day, anchorDay)));
}

function pulseOfIllness({ conditions }: Subject, feverish: boolean): number {
  return (feverish ? 14 : 0) + (conditions.has('atrial fibrillation') ? 8 : 0);
}

/** A pulse pressure under 24 mmHg would be an emergency, not a visit. */
function bloodPressure(systolic: number, diastolic: number): { systolic: number; diastolic: number } {
  const high = Math.round(systolic);
  return { systolic: high, diastolic: Math.min(Math.round(diastolic), high - 24) };
}

function measureSize(random: Prng, subject: Subject, day: EpochDay, anchorDay: EpochDay) {
  const size = bodySize(subject, day, anchorDay);
  const height = toTenth(size.height);
  const weight = toTenth(size.weight * (1 + random.bell() / 400_000));
  return { height, weight, bmi: toTenth((703 * weight) / (height * height)) };
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
