import { z } from 'zod';

/** Medical record number as people type it: case and surrounding space do not matter. */
export const mrn = z.string().min(1).max(20).describe('Medical record number (MRN) of the patient, such as MRN001');

export function normalMrn(typed: string): string {
  return typed.trim().toUpperCase();
}
