import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import { numberOrText } from '../shape/number-or-text.js';
import { bodyMassIndex } from './body-mass-index.js';

/**
 * Those of the database: what somebody has survived, a newborn that came too early or who was frozen in the snow. Beyond
 * them a value is a slip of the pen or of the unit.
 */
export const measurements = {
  systolic_bp: whole(30, 350, 'mm[Hg]').describe('Systolic blood pressure, mm[Hg]'),
  diastolic_bp: whole(10, 250, 'mm[Hg]').describe('Diastolic blood pressure, mm[Hg]'),
  heart_rate: whole(10, 350, '/min').describe('Heart rate, /min'),
  temperature: within(z.number(), 55, 116, '[degF]').describe('Body temperature, [degF]'),
  respiratory_rate: whole(1, 120, '/min').describe('Respiratory rate, /min'),
  oxygen_saturation: within(z.number(), 20, 100, '%').describe('Oxygen saturation, %'),
  weight: within(z.number(), 0.4, 1500, '[lb_av]').describe('Body weight, [lb_av]'),
  height: within(z.number(), 7, 110, '[in_i]').describe('Body height, [in_i]'),
};

function whole(least: number, greatest: number, unit: string) {
  const error = ({ input }: { readonly input?: unknown }) =>
    typeof input === 'number' ? 'must be a whole number' : undefined;
  return within(z.int({ error }), least, greatest, unit);
}

/** The refusal names the unit: what lies beyond is mostly a value in another. */
function within(number: z.ZodNumber, least: number, greatest: number, unit: string) {
  const message = `must be between ${least} and ${greatest} ${unit}`;
  return numberOrText(number.min(least, message).max(greatest, message)).optional();
}

const measured = z.object(measurements);

export type Measurements = z.output<typeof measured>;

/** What one number alone cannot show: nothing measured, two values that exclude each other, or a body that is no child's. */
export function refuseImplausible(values: Measurements, ageYears?: number): void {
  if (Object.keys(measurements).every((name) => values[name as keyof Measurements] === undefined))
    throw new DomainError('ehr.vitals.empty');
  const { systolic_bp: systolic, diastolic_bp: diastolic } = values;
  if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic)
    throw new DomainError('ehr.vitals.implausible', {
      publicMessage: 'diastolic_bp must be below systolic_bp.',
    });
  refuseImpossibleBody(values);
  if (ageYears !== undefined) refuseGrown(values, ageYears);
}

/** Above the heaviest and tallest children that were ever told of: beyond is the weight of the mother, or another unit. */
const children = [
  { belowYears: 1, greatest: { weight: 70, height: 45 } },
  { belowYears: 5, greatest: { weight: 200, height: 70 } },
] as const;
const units = { weight: '[lb_av]', height: '[in_i]' } as const;

function refuseGrown(values: Measurements, ageYears: number): void {
  const { belowYears, greatest } = children.find((child) => ageYears < child.belowYears) ?? {};
  for (const name of ['weight', 'height'] as const) {
    const [value, most] = [values[name], greatest?.[name]];
    if (value === undefined || most === undefined || value <= most) continue;
    throw new DomainError('ehr.vitals.implausible', {
      publicMessage: `${name} lies above ${most} ${units[name]}, which is not possible under the age of ${belowYears}. Check value, unit and patient.`,
    });
  }
}

/** Wider than anybody who was ever weighed: what lies beyond is one unit for another. */
const BODY_MASS_INDEX = { least: 3, greatest: 300 };

function refuseImpossibleBody({ weight, height }: Measurements): void {
  const index = bodyMassIndex(weight, height);
  const { least, greatest } = BODY_MASS_INDEX;
  if (index === undefined || (index >= least && index <= greatest)) return;
  throw new DomainError('ehr.vitals.implausible', {
    publicMessage: `weight and height make a body mass index of ${index} kg/m2, which lies not between ${least} and ${greatest}. Check both values and their units.`,
  });
}
