import { z } from 'zod';

/** What somebody allowed to whom, told to themselves or to an administrator. */
export const accountGrant = z.strictObject({
  id: z.string(),
  client_id: z.string(),
  client_name: z.string(),
  redirect_host: z.string(),
  resource: z.string(),
  resource_title: z.string(),
  scopes: z.array(z.string()),
  granted_at: z.string(),
});

export const accountGrants = z.strictObject({ grants: z.array(accountGrant) });

export type AccountGrant = z.output<typeof accountGrant>;
export type AccountGrants = z.output<typeof accountGrants>;
