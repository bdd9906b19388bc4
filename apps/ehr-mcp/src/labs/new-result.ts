import { line } from '@caregate/core-contracts';
import { z } from 'zod';
import { loinc } from './loinc.js';

/** `<5` and `< 5` are one finding, and kept in one way. */
function spacedBound(text: string): string {
  return text.replace(/^(<=|>=|<|>)\s*(?=-?\d+(?:\.\d+)?$)/, '$1 ');
}

/** One line of a report, as the laboratory sends it. */
export const newResult = z.strictObject({
  component: line(1, 200).describe('What was measured'),
  value: z.number().optional().describe('Number; give either value or text'),
  text: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .overwrite(spacedBound)
    .optional()
    .describe('Finding in words, such as Negative, > 200 or 1:160; give either value or text'),
  unit: z.string().trim().min(1).max(30).optional().describe('UCUM unit of the value, such as mg/dL'),
  code: loinc.optional().describe('LOINC code of what was measured'),
  reference_low: z.number().optional().describe('Lower end of the range of the laboratory'),
  reference_high: z.number().optional().describe('Upper end of the range of the laboratory'),
  abnormal: z.boolean().optional().describe('Whether a finding in words is abnormal'),
});

export type NewResult = z.output<typeof newResult>;
