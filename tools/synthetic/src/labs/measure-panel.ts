import { yearsBetween, type EpochDay } from '../calendar/days.js';
import { mix } from '../random/mix.js';
import type { Prng } from '../random/prng.js';
import type { Subject } from '../subject/subject.js';
import { flagOf } from './flag-of.js';
import type { LabMeasurement } from './lab-measurement.js';
import type { DerivedComponent, LabPanel, MeasuredComponent, ObservedComponent, ReferenceRange } from './lab-panel.js';
import { rangeFor } from './reference-range.js';

const NO_RANGE: ReferenceRange = {};

export interface Sample {
  readonly subject: Subject;
  readonly day: EpochDay;
  readonly anchorDay: EpochDay;
}

/** What the laboratory reports on a sample; derived lines read those above them. */
export function measurePanel(random: Prng, panel: LabPanel, sample: Sample): LabMeasurement[] {
  const person = { sex: sample.subject.sex, years: yearsBetween(sample.subject.birthDay, sample.day) };
  const report: LabMeasurement[] = [];
  for (const definition of panel.components) {
    if (definition.kind === 'observed') {
      report.push(observe(random, definition, sample.subject));
      continue;
    }
    const range = rangeFor(definition.ranges, person);
    const raw =
      definition.kind === 'derived'
        ? definition.from((component) => valueOf(report, component), random.bell() / 3000)
        : measure(random, definition, range, sample, report.length);
    report.push(print(definition, range, raw));
  }
  return report;
}

function observe(random: Prng, definition: ObservedComponent, { conditions }: Subject): LabMeasurement {
  let permille = definition.abnormalPermille;
  for (const condition of conditions) permille = Math.max(permille, definition.whenIll?.[condition] ?? 0);
  const abnormal = random.chance(permille);
  return {
    definition,
    range: NO_RANGE,
    valueNumber: null,
    valueText: abnormal ? random.pick(definition.abnormal) : definition.normal,
    flag: abnormal ? 'A' : 'N',
  };
}

function measure(
  random: Prng,
  definition: MeasuredComponent,
  range: ReferenceRange,
  { subject, day, anchorDay }: Sample,
  index: number,
): number {
  const constitution = (mix(subject.trait + index) & 0xff) / 255 - 0.5;
  const ill = illness(definition, subject);
  if (ill !== undefined) {
    const yearsBefore = Math.min(3, Math.max(0, yearsBetween(day, anchorDay)));
    const mean = ill.mean + (ill.perYearBefore ?? 0) * yearsBefore;
    return mean + ill.spread * (constitution + random.bell() / 2000);
  }
  const [low, high] = definition.typical ?? [range.low ?? 0, range.high ?? 0];
  const width = high - low;
  return low + width * (0.5 + constitution * 0.5 + random.bell() / 8000);
}

function illness({ whenIll }: MeasuredComponent, { conditions }: Subject) {
  if (whenIll === undefined) return undefined;
  for (const condition of conditions) if (whenIll[condition] !== undefined) return whenIll[condition];
  return undefined;
}

function print(definition: MeasuredComponent | DerivedComponent, range: ReferenceRange, raw: number): LabMeasurement {
  const scale = definition.step === undefined ? 10 ** definition.decimals : 1 / definition.step;
  const valueNumber = Math.max(1, Math.round(raw * scale)) / scale;
  return { definition, range, valueNumber, valueText: null, flag: flagOf(valueNumber, range, definition.critical) };
}

function valueOf(report: readonly LabMeasurement[], component: string): number {
  return report.find(({ definition }) => definition.component === component)?.valueNumber ?? 0;
}
