import { z } from 'zod';

/** `GET /auth/providers`: where a person can sign in. */
export const signInProviders = z.strictObject({
  providers: z.array(z.strictObject({ name: z.string(), title: z.string(), href: z.string() })),
});

export type SignInProviders = z.output<typeof signInProviders>;
