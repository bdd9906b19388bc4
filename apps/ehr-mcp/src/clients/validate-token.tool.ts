import { tokenClaims } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { EhrServices } from '../services.js';

/** Says whether a token opens this server, and as whom. A bad token is an answer here, not an error. */
export const validateToken = defineTool({
  name: 'validate_token',
  title: 'Validate an access token',
  description: 'Whether an access token is valid for this server, and for which application, role and scopes.',
  input: z.strictObject({ access_token: z.string().min(1).max(8192).describe('The token to look at') }),
  output: z.strictObject({
    valid: z.boolean().describe('Whether the token would be accepted now'),
    client_id: z.string().optional().describe('Application'),
    app_id: z.string().optional().describe('Application, as registered'),
    role: z.string().optional().describe('Role'),
    scopes: z.array(z.string()).optional().describe('Granted scopes'),
    error: z.string().optional().describe('Why the token is not valid'),
  }),
  permission: 'public',
  audit: 'token.validated',
  hints: { readOnly: true, idempotent: true },
  run: async ({ access_token: token }, _context, { verifier }: EhrServices) => {
    try {
      const { clientId, role, scopes } = await verifier.verify(token);
      const { app_id: appId = clientId } = tokenClaims.parse(decodeJwt(token));
      return { valid: true, client_id: clientId, app_id: appId, role, scopes: [...scopes] };
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unauthenticated')
        return { valid: false, error: error.publicMessage };
      throw error;
    }
  },
});
