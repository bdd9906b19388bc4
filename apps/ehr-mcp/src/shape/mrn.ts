import { z } from 'zod';

/** Medical record number as people type it: case and surrounding space do not matter. Other houses' numbers are longer. */
export const mrn = z.string().min(1).max(64).describe('Medical record number (MRN) of the patient, such as MRN001');

export function normalMrn(typed: string): string {
  return typed.trim().toUpperCase();
}

/** As it was typed, and then as it may have been meant: numbers given here have capitals, those of other houses may not. */
export function casesOf(typed: string): readonly string[] {
  const trimmed = typed.trim();
  return [...new Set([trimmed, trimmed.toUpperCase(), trimmed.toLowerCase()])];
}
