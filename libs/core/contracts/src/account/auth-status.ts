import { z } from 'zod';

/** `GET /auth/status` (feature A07). Loose: other readers of it may be told more. */
export const authStatus = z.discriminatedUnion('authenticated', [
  z.looseObject({ authenticated: z.literal(false) }),
  z.looseObject({
    authenticated: z.literal(true),
    user: z.looseObject({
      id: z.uuid(),
      email: z.string().nullable(),
      name: z.string(),
      role: z.string(),
      permissions: z.array(z.string()),
      language: z.string(),
    }),
    session: z.looseObject({
      id: z.string(),
      expires_at: z.iso.datetime(),
      /** After so long without use it ends; a page that asks by itself has to see to that itself. */
      idle_seconds: z.int().positive(),
    }),
  }),
]);

export type AuthStatus = z.output<typeof authStatus>;
