import { yearsBetween, type EpochDay } from '../calendar/days.js';
import { conditions } from '../data/conditions.data.js';
import type { Prng } from '../random/prng.js';
import type { Condition } from './condition.js';
import type { Sex } from './sex.js';
import type { Subject } from './subject.js';

const catalogue = Object.entries(conditions) as readonly (readonly [Condition, readonly Prevalence[]])[];

/** Draws a body: its conditions by prevalence, and a weight that goes with them. */
export function drawSubject(random: Prng, body: { sex: Sex; birthDay: EpochDay; anchorDay: EpochDay }): Subject {
  const years = yearsBetween(body.birthDay, body.anchorDay);
  const present = drawConditions(random, body.sex, years);
  return {
    sex: body.sex,
    birthDay: body.birthDay,
    conditions: present,
    heightPermille: 1000 + within(random.bell() * 0.035, 90),
    massPermille: 1000 + drawMass(random, years, present),
    massPermillePerYear: years < 20 ? 0 : within(random.bell() * 0.02, 50),
    trait: random.next(),
  };
}

function drawConditions(random: Prng, sex: Sex, years: number): Set<Condition> {
  const present = new Set<Condition>();
  for (const [condition, bands] of catalogue) {
    const chance = bands.find((band) => isAbout(band, sex, years))?.permille ?? 0;
    if (random.below(1000) < chance) present.add(condition);
  }
  return present;
}

function isAbout({ ages: [from, to], sex }: Prevalence, ownSex: Sex, years: number): boolean {
  return years >= from && years < to + 1 && (sex === undefined || sex === ownSex);
}

function drawMass(random: Prng, years: number, present: ReadonlySet<Condition>): number {
  const spread = within(random.bell() * (years < 20 ? 0.09 : 0.14), 320);
  const shift = (present.has('diabetes') ? 110 : 0) + (present.has('hypertension') ? 50 : 0);
  return Math.max(spread, -240) + shift;
}

function within(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, Math.round(value)));
}

interface Prevalence {
  readonly ages: readonly [number, number];
  readonly permille: number;
  readonly sex?: Sex;
}
