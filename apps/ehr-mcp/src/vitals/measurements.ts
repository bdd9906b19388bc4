import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import { bodyMassIndex } from './body-mass-index.js';

/**
 * Those of the database: what somebody has survived, a newborn that came too early or who was frozen in the snow. Beyond
 * them a value is a slip of the pen or of the unit.
 */
export const measurements = {
  systolic_bp: z.int().min(30).max(350).optional().describe('Systolic blood pressure, mm[Hg]'),
  diastolic_bp: z.int().min(10).max(250).optional().describe('Diastolic blood pressure, mm[Hg]'),
  heart_rate: z.int().min(10).max(350).optional().describe('Heart rate, /min'),
  temperature: z.number().min(55).max(116).optional().describe('Body temperature, [degF]'),
  respiratory_rate: z.int().min(1).max(120).optional().describe('Respiratory rate, /min'),
  oxygen_saturation: z.number().min(20).max(100).optional().describe('Oxygen saturation, %'),
  weight: z.number().min(0.4).max(1500).optional().describe('Body weight, [lb_av]'),
  height: z.number().min(7).max(110).optional().describe('Body height, [in_i]'),
};

const measured = z.object(measurements);

export type Measurements = z.output<typeof measured>;

/** What one number alone cannot show: nothing measured, or two values that exclude each other. */
export function refuseImplausible(values: Measurements): void {
  if (Object.keys(measurements).every((name) => values[name as keyof Measurements] === undefined))
    throw new DomainError('ehr.vitals.empty');
  const { systolic_bp: systolic, diastolic_bp: diastolic } = values;
  if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic)
    throw new DomainError('ehr.vitals.implausible', {
      publicMessage: 'diastolic_bp must be below systolic_bp.',
    });
  refuseImpossibleBody(values);
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
