import { reachOf } from '@caregate/core-permissions';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { recordIdOf, recordUrl } from './record-id.js';

const HITS_MAX = 10;

/** For hosts that know no other tools than `search` and `fetch`, in the shape that they ask for. */
export const search = defineTool({
  name: 'search',
  title: 'Search the health record',
  description:
    'Finds patients by name or MRN, at most 10, for hosts that use search and fetch only. Other hosts use search_patients. Pass an id of the answer to fetch.',
  input: z.strictObject({
    query: z.string().trim().min(1).max(100).describe('Name of a patient or part of it, or an MRN'),
  }),
  output: z.strictObject({
    results: z
      .array(
        z.strictObject({
          id: z.string().describe('Pass it to fetch'),
          title: z.string().describe('Name and date of birth'),
          url: z.string().describe('For citations'),
        }),
      )
      .describe('Best match first'),
  }),
  permission: 'patient:search',
  audit: 'patient.searched',
  hints: { readOnly: true, idempotent: true },
  run: async ({ query }, { caller, relations }, { patients }: EhrServices) => {
    const { hits } = await patients.search(query, reachOf(caller, relations, new Date()), HITS_MAX);
    const results = hits.map(({ mrn, name, dob }) => ({
      id: recordIdOf(mrn),
      title: `${name}, born ${dob} (${mrn})`,
      url: recordUrl(mrn),
    }));
    return { results };
  },
});
