import { errors } from 'oidc-provider';
import { z } from 'zod';

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** In words of our own, as the list that zod would write is in quotes, which RFC 6749 §5.2 keeps out of descriptions. */
const tokenType = z.enum([ACCESS_TOKEN, 'urn:ietf:params:oauth:token-type:jwt'], 'is not one that is taken here');

/** RFC 8693 §2.1, as far as it is done here: the client itself is the actor, so it brings no token of one. */
const exchangeParameters = z.object({
  subject_token: z.string().min(1).max(8192),
  subject_token_type: tokenType,
  requested_token_type: tokenType.default(ACCESS_TOKEN),
  actor_token: z.undefined('is not taken: the client is the actor'),
  actor_token_type: z.undefined('is not taken: the client is the actor'),
  resource: z.string('must be given once').optional(),
  audience: z.string('must be given once').optional(),
  scope: z.string().optional(),
});

export type ExchangeRequest = z.output<typeof exchangeParameters>;

export const exchangeParameterNames = new Set(Object.keys(exchangeParameters.shape));

export function exchangeRequestOf(parameters: unknown): ExchangeRequest {
  const parsed = exchangeParameters.safeParse(parameters);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new errors.InvalidRequest(
    `${String(issue?.path[0] ?? 'the request')} ${issue?.message ?? 'is not acceptable'}`,
  );
}
