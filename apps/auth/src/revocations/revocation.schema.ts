import { revocationKind } from '@caregate/core-contracts';
import { z } from 'zod';

/** What an administrator takes back: one token, a grant, a sign-in, or everything of a person or an application. */
export const revocationRequest = z.strictObject({
  kind: revocationKind,
  value: z.string().min(1).max(200),
  reason: z.string().min(1).max(500),
});

export type RevocationRequest = z.output<typeof revocationRequest>;
