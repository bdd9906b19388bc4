import { z } from 'zod';

/** `patient/MRN001`: what search answers and fetch takes. */
export const recordId = z
  .string()
  .trim()
  .regex(/^patient\/[^/]{1,64}$/, 'must be an id that search answered')
  .describe('Id that search answered, such as patient/MRN001');

export function recordIdOf(mrn: string): string {
  return `patient/${mrn}`;
}

export function mrnOf(id: string): string {
  return id.slice('patient/'.length);
}

/** Names the record in citations; it opens nothing by itself. */
export function recordUrl(mrn: string): string {
  return `ehr://patients/${encodeURIComponent(mrn)}`;
}
