import { z } from 'zod';

/** `GET /account/grants`: what the caller allowed to applications, to be withdrawn by `DELETE /account/grants/{id}`. */
export const accountGrants = z.strictObject({
  grants: z.array(
    z.strictObject({
      id: z.string(),
      client_id: z.string(),
      client_name: z.string(),
      redirect_host: z.string(),
      resource: z.string(),
      resource_title: z.string(),
      scopes: z.array(z.string()),
      granted_at: z.string(),
    }),
  ),
});

export type AccountGrants = z.output<typeof accountGrants>;
export type AccountGrant = AccountGrants['grants'][number];
