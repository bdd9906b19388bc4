import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { providerView } from './provider.view.js';

const HITS_MAX = 20;

/** Finds clinicians; nobody's record is concerned. */
export const searchProviders = defineTool({
  name: 'search_providers',
  title: 'Search providers',
  description:
    'Providers by words of their name, specialty or department, in any order, or by NPI. Use it before schedule_appointment or find_free_slots. At most 20.',
  input: z.strictObject({
    search_term: z.string().trim().min(1).max(100).describe('Such as "Dr. Smith" or "cardiology", or an NPI'),
  }),
  output: z.strictObject({
    status: z.enum(['success', 'not_found']).describe('not_found when nobody matches'),
    count: z.int().describe('Number of providers in this answer'),
    providers: z.array(providerView).describe('By name'),
    message: z.string().optional().describe('What the reader should know of this answer'),
  }),
  permission: 'provider:read',
  audit: 'provider.read',
  hints: { readOnly: true, idempotent: true },
  run: async ({ search_term: term }, _context, { providers }: EhrServices) => {
    const found = await providers.search(term, HITS_MAX + 1);
    const message = messageOf(term, found.length);
    return {
      status: found.length === 0 ? 'not_found' : 'success',
      count: Math.min(found.length, HITS_MAX),
      providers: found.slice(0, HITS_MAX),
      ...(message !== undefined && { message }),
    };
  },
});

function messageOf(term: string, found: number): string | undefined {
  if (found === 0) return `No providers found matching '${term}'`;
  return found > HITS_MAX ? `More than ${HITS_MAX} providers match; give more of the name.` : undefined;
}
