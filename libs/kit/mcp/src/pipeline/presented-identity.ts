import { DomainError } from '@caregate/core-errors';
import type { LoggerPort } from '../ports/logger.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';
import type { CallOrigin } from './call.origin.js';
import { isTokenArgumentWrong, tokenArgument, type CallRequest } from './call.request.js';
import { identify, type Identity } from './identity.js';

/** Who calls: by the token among the arguments, or by that of the request or connection. */
export async function presentedIdentity(
  request: CallRequest,
  origin: CallOrigin,
  { verifier, logger }: { readonly verifier: TokenVerifierPort; readonly logger: LoggerPort },
): Promise<Identity> {
  if (isTokenArgumentWrong(request)) return { error: inOlderWords(new DomainError('token.malformed')) };
  const argument = tokenArgument(request);
  if (argument === undefined || argument === origin.token)
    return knownStill(request, origin) ?? identify(verifier, logger, origin.token);
  if (carriesAnother(origin)) return { error: twoTokens() };
  const { caller, error } = await identify(verifier, logger, argument);
  return error === undefined ? { caller } : { error: inOlderWords(error) };
}

/** Clients that bring a token with each call are those of the first EHR server, and look for its words. */
function inOlderWords(error: DomainError): DomainError {
  if (error.kind !== 'unauthenticated') return error;
  const reason = error.code === 'token.expired' ? 'Token has expired' : 'Invalid token';
  return new DomainError(error.code, { publicMessage: `Invalid token: ${reason}`, detail: error.detail, cause: error });
}

/** While a person thinks, a token may expire or be revoked: what it was good for before counts no more. */
function knownStill({ answer }: CallRequest, { identity }: CallOrigin): Identity | undefined {
  return answer === undefined ? identity : undefined;
}

/** RFC 6750 §2: one request, one way of carrying a token. The token of a connection is but a default for its calls. */
function carriesAnother({ transport, token }: CallOrigin): boolean {
  return transport === 'http' && token !== undefined;
}

function twoTokens(): DomainError {
  const publicMessage = 'Send the access token in the Authorization header or as access_token, not in both.';
  return new DomainError('request.invalid', { publicMessage });
}
