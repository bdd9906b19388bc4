import { isUuid } from '../shape/is-uuid.js';

/** Identifiers are looked up in any case. */
const identifiers = ['appointment_id', 'medication_id', 'order_id', 'recording_id', 'allergy_id'];

/** Moments may be written with more digits or fewer; `corrects` takes an identifier as well. */
const moments = ['corrects', 'recorded_date'];

/** What arguments mean, however somebody typed them: what a person agreed to, or a key was used for, is compared by this. */
export function meaningOf(
  input: Readonly<Record<string, unknown>>,
  patientId: string | undefined,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(input).map(([name, value]) => [name, meant(name, value)] as const);
  return { ...Object.fromEntries(entries), ...(patientId !== undefined && { mrn: patientId }) };
}

function meant(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (identifiers.includes(name)) return value.toUpperCase();
  if (!moments.includes(name)) return value;
  return isUuid(value) ? value.toUpperCase() : new Date(value).toISOString();
}
