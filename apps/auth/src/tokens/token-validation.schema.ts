import { z } from 'zod';

/** `POST /token/validate` of the older gateway. */
export const tokenValidationRequest = z.object({
  token: z.string().min(1).max(8192),
  /** Address of the protected resource that asks; a token for another is not valid there. */
  resource: z.string().max(500).optional(),
});

export const tokenValidation = z.strictObject({
  valid: z.boolean(),
  user_id: z.string().nullable(),
  email: z.string().nullable(),
  role: z.string().nullable(),
  message: z.string(),
  client_id: z.string().nullable(),
  scopes: z.array(z.string()),
  expires_at: z.string().nullable(),
});

export type TokenValidationRequest = z.output<typeof tokenValidationRequest>;
export type TokenValidation = z.output<typeof tokenValidation>;
