import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { LoggerPort } from '../ports/logger.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';
import { foreseen } from './fault.js';

/** What came of looking at a token. `error` says why there is no caller. */
export type Identity =
  | { readonly caller: Caller; readonly error?: undefined }
  | { readonly caller?: undefined; readonly error: DomainError };

/** Never rejects: whether a bad token matters is for the tool's permission to say. */
export async function identify(
  verifier: TokenVerifierPort,
  logger: LoggerPort,
  token: string | undefined,
): Promise<Identity> {
  if (token === undefined) return { error: new DomainError('token.absent') };
  try {
    return { caller: verifier.peek?.(token) ?? (await verifier.verify(token)) };
  } catch (error) {
    return { error: foreseen(error, logger, { step: 'token verification' }) };
  }
}
