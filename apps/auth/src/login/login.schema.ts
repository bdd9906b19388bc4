import { z } from 'zod';

/** `?return_to=…&prompt=login`; a name given twice is refused. */
export const signInQuery = z.object({
  return_to: z.string().max(2000).optional(),
  prompt: z.enum(['login']).optional(),
});

/** Empty when a script asks, which the browser's own word about its origin covers. */
export const logoutForm = z.object({ csrf_token: z.string().max(100).optional() }).default({});

export type SignInQuery = z.output<typeof signInQuery>;
export type LogoutForm = z.output<typeof logoutForm>;
