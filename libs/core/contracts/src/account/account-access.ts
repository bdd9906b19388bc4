import { relationKinds } from '@caregate/core-permissions';
import { z } from 'zod';

/** `GET /account/access`: what the caller may do, and to whose records that reaches. Ids only, no patient's data. */
export const accountAccess = z.strictObject({
  subject: z.string(),
  kind: z.enum(['user', 'client', 'agent']),
  role: z.string(),
  /** Of the token at hand. */
  scopes: z.array(z.string()),
  /** Of the role: what a token may at most be used for. */
  permissions: z.array(z.string()),
  modules: z.array(z.string()),
  relations: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.enum(relationKinds),
      /** `null`: all patients of the organisation. */
      patient_id: z.uuid().nullable(),
      valid_from: z.iso.datetime(),
      expires_at: z.iso.datetime().nullable(),
    }),
  ),
});

export type AccountAccess = z.output<typeof accountAccess>;
