import { z } from 'zod';

/** `?return_to=…&prompt=login`; a name given twice is refused. */
export const signInQuery = z.object({
  return_to: z.string().max(2000).optional(),
  prompt: z.enum(['login']).optional(),
});

/** Empty when a script asks, which the browser's own word about its origin covers. */
export const logoutForm = z
  .object({ csrf_token: z.string().max(100).optional(), back: z.string().max(16_384).optional() })
  .default({});

const answerPart = z.string().max(8192).optional();

/** OAuth 2.0 Form Post Response Mode: what a query would carry, without what nobody reads here. */
export const formPost = z
  .object({ code: answerPart, state: answerPart, error: answerPart, error_description: answerPart })
  .default({});

export type FormPost = z.output<typeof formPost>;
export type SignInQuery = z.output<typeof signInQuery>;
export type LogoutForm = z.output<typeof logoutForm>;
