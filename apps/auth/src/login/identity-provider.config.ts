import { z } from 'zod';

const RESERVED = ['status', 'logout'];

/** An OpenID Provider at which people sign in. */
export const identityProvider = z.strictObject({
  /** Part of the callback address `/auth/<name>/callback`. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/u)
    .refine((name) => !RESERVED.includes(name), 'is the name of another route'),
  /** What the sign-in page calls it. */
  title: z.string().min(1).max(60),
  issuer: z.url({ protocol: /^https?$/u }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  scope: z.string().default('openid profile email'),
  /** Only a provider that our own hospital runs may say what somebody is. */
  trustRoleClaim: z.boolean().default(false),
  /** When given, only people whose verified e-mail is in one of these domains may sign in. */
  emailDomains: z.array(z.string().toLowerCase()).optional(),
});

export const identityProviders = z
  .array(identityProvider)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must have distinct names');

export type IdentityProviderConfig = z.output<typeof identityProvider>;
