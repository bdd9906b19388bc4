import { reachOf } from '@caregate/core-permissions';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';

/** MCP: no more than a hundred values in one answer. */
const VALUES_MAX = 100;

/** Completes an MRN by its beginning, or by the name of the patient, among those whom the caller may open. Not listed. */
export const completeMrn = defineTool({
  name: 'complete_mrn',
  title: 'Complete an MRN',
  description: 'Medical record numbers of the patients whom you may open, by their beginning or by the name.',
  input: z.strictObject({ value: z.string().trim().max(100).describe('What was typed') }),
  output: z.strictObject({
    values: z.array(z.string()).describe('Medical record numbers'),
    has_more: z.boolean().describe('Whether there are more than these'),
  }),
  permission: 'patient:search',
  audit: 'patient.searched',
  hints: { readOnly: true, idempotent: true },
  run: async ({ value }, { caller, relations }, { patients }: EhrServices) => {
    const reach = reachOf(caller, relations, new Date());
    const found = await patients.mrnsFrom(value, reach, VALUES_MAX + 1);
    if (found.length > 0 || value === '') return firstOf(found);
    const { hits, exact } = await patients.search(value, reach, VALUES_MAX + 1);
    return firstOf(exact ? hits.map(({ mrn }) => mrn) : []);
  },
});

function firstOf(mrns: readonly string[]) {
  return { values: mrns.slice(0, VALUES_MAX), has_more: mrns.length > VALUES_MAX };
}
