import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { npi, providerNotFoundMessage } from './npi.js';
import { providerView } from './provider.view.js';

export const getProvider = defineTool({
  name: 'get_provider',
  title: 'Get a provider',
  description: 'Specialty, department and contact of one provider by NPI, and whether new patients are taken.',
  input: z.strictObject({ npi }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    provider: providerView.describe('The provider'),
  }),
  permission: 'provider:read',
  audit: 'provider.read',
  hints: { readOnly: true, idempotent: true },
  run: async ({ npi: asked }, _context, { providers }: EhrServices) => {
    const provider = await providers.byNpi(asked);
    if (provider === undefined)
      throw new DomainError('ehr.provider.not_found', { publicMessage: providerNotFoundMessage(asked) });
    return { status: 'success', provider };
  },
});
