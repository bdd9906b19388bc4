import { reachOf } from '@caregate/core-permissions';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { day } from '../shape/day.js';
import { orNull } from '../shape/or-null.js';

const HITS_MAX = 10;

const hit = z.strictObject({
  mrn: z.string().describe('Medical record number'),
  name: z.string().describe('First and last name'),
  dob: z.string().describe('Date of birth, YYYY-MM-DD'),
  email: orNull(z.string(), 'E-mail address'),
});

/** Finds patients by name, among those whom the caller may open and no others. */
export const searchPatients = defineTool({
  name: 'search_patients',
  title: 'Search patients',
  description:
    'Patients by first name, last name or both in either order, or by MRN; the beginning of a name is enough, and close spellings are found. At most 10, only patients whom you may open; give dob when many have the name.',
  input: z.strictObject({
    search_term: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .describe('Name or part of it, such as "John" or "Doe John", or an MRN'),
    dob: day('Date of birth').optional(),
  }),
  output: z.strictObject({
    status: z.enum(['success', 'not_found']).describe('not_found when nobody matches'),
    count: z.int().describe('Number of patients in this answer'),
    patients: z.array(hit).describe('Best match first'),
    message: z.string().optional().describe('What the reader should know of this answer'),
    suggestion: z.string().optional().describe('What to try next'),
  }),
  permission: 'patient:search',
  audit: 'patient.searched',
  hints: { readOnly: true, idempotent: true },
  run: async ({ search_term: term, dob }, { caller, relations }, { patients }: EhrServices) => {
    const reach = reachOf(caller, relations, new Date());
    const among = dob === undefined ? reach : await patients.bornOn(dob, reach);
    const { hits, exact } = await patients.search(term, among, HITS_MAX + 1);
    if (hits.length === 0) return nobody(term);
    const found = hits.slice(0, HITS_MAX);
    const message = [
      ...(exact ? [] : ['No name begins like this; these are spelt similarly.']),
      ...(hits.length > HITS_MAX ? [`More than ${HITS_MAX} match: give more of the name, or dob.`] : []),
    ].join(' ');
    return { status: 'success', count: found.length, patients: found, ...(message !== '' && { message }) };
  },
});

function nobody(term: string) {
  return {
    status: 'not_found' as const,
    count: 0,
    patients: [],
    message: `No patients found matching '${term}'`,
    suggestion: 'Try the first or last name only, or another spelling.',
  };
}

export type PatientHit = z.output<typeof hit>;
