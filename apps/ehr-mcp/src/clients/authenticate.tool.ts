import { tokenClaims } from '@caregate/core-contracts';
import { defineTool } from '@caregate/kit-mcp';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { EhrServices } from '../services.js';

/** The door of clients that know nothing of OAuth endpoints: credentials in, token out. */
export const authenticate = defineTool({
  name: 'authenticate',
  title: 'Authenticate a client',
  description:
    'Exchanges the credentials of a registered application for an access token of one hour. Clients that speak OAuth use the token endpoint instead.',
  input: z.strictObject({
    client_id: z.string().min(1).max(200).describe('Identifier of the application'),
    client_secret: z.string().min(1).max(500).describe('Secret of the application'),
    app_id: z.string().min(1).max(100).describe('Name under which the application was registered'),
  }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    access_token: z.string().describe('Bearer token; pass it in the Authorization header or as access_token'),
    token_type: z.literal('Bearer').describe('Bearer'),
    expires_in: z.int().describe('Lifetime in seconds'),
    scope: z.string().describe('Granted scopes, separated by spaces'),
    client_info: z
      .strictObject({ client_id: z.string(), app_id: z.string(), app_name: z.string(), role: z.string() })
      .describe('The application'),
  }),
  permission: 'public',
  audit: 'client.authenticated',
  hints: { readOnly: false, destructive: false, idempotent: true },
  run: async ({ client_id: clientId, client_secret: clientSecret, app_id: appId }, _context, services: EhrServices) => {
    const answer = await services.tokenEndpoint.authenticate({ clientId, clientSecret, appId });
    // Read without verification: it came from the token endpoint itself, and no decision is made by it.
    const { role, app_name: appName = appId } = tokenClaims.parse(decodeJwt(answer.access_token));
    return {
      status: 'success',
      access_token: answer.access_token,
      token_type: 'Bearer',
      expires_in: answer.expires_in,
      scope: answer.scope,
      client_info: { client_id: clientId, app_id: appId, app_name: appName, role },
    };
  },
});
