import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import { bodyMassIndex } from './body-mass-index.js';
import { measurements, refuseImplausible, type Measurements } from './measurements.js';

const names = Object.keys(measurements) as (keyof Measurements)[];

/** $1: patient, $2: instant, as it is told: to the second. */
const find = `
  SELECT id, to_jsonb(v) AS before FROM ehr.vital_sign v
  WHERE patient_id = $1 AND recorded_at >= $2::timestamptz AND recorded_at < $2::timestamptz + interval '1 second'
  FOR UPDATE`;

const correct = `
  UPDATE ehr.vital_sign SET ${names.map((name, index) => `${name} = $${index + 3}`).join(', ')}, bmi = $2,
    version = version + 1
  WHERE id = $1`;

export interface Correction {
  readonly patientId: string;
  /** When it was recorded. */
  readonly at: string;
  readonly values: Measurements;
}

interface Recorded {
  readonly id: string;
  readonly before: Readonly<Record<string, unknown>>;
}

/** Writes measurements over those of one recording, which keeps its time and who measured; answers what it said before. */
export async function correctRecording(
  manager: EntityManager,
  { patientId, at, values }: Correction,
): Promise<Recorded> {
  const [found, ...others] = await manager.query<Recorded[]>(find, [patientId, at]);
  if (found === undefined) throw new DomainError('ehr.vitals.not_found');
  if (others.length > 0)
    throw new DomainError('request.invalid', {
      publicMessage: `${others.length + 1} recordings are of ${at}: which of them is meant cannot be told.`,
    });
  const whole = { ...measuredIn(found.before), ...values };
  refuseImplausible(whole);
  const bmi = bodyMassIndex(whole.weight, whole.height);
  await manager.query(correct, [found.id, bmi, ...names.map((name) => whole[name])]);
  return found;
}

function measuredIn(row: Recorded['before']): Measurements {
  return Object.fromEntries(names.flatMap((name) => (typeof row[name] === 'number' ? [[name, row[name]]] : [])));
}
