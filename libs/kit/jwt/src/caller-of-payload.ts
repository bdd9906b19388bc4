import { tokenClaims, type TokenClaims } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { isRole, type Caller, type Role } from '@caregate/core-permissions';
import { z } from 'zod';

export interface ClaimExpectations {
  readonly issuer: string;
  readonly audience: string;
  readonly now: Date;
}

const claimsToCheck = tokenClaims.extend({ nbf: z.number().optional() });

/** Clocks of issuer and verifier may differ by this much; a token from farther ahead could outrun its revocation. */
const issuedAheadSecondsMax = 60;

/**
 * RFC 9068 §4 for a payload whose signature is good. The audience is one string: unlike RFC 7519 §4.1.3 we take no
 * list, since a token that is good in two places can be carried from one to the other.
 */
export function callerOfPayload(payload: unknown, { issuer, audience, now }: ClaimExpectations): Caller {
  const parsed = claimsToCheck.safeParse(payload);
  if (!parsed.success) throw malformed('claims');
  const claims = parsed.data;
  const { role } = claims;
  const nowSeconds = now.getTime() / 1000;
  if (claims.iss !== issuer) throw new DomainError('token.issuer.unknown');
  if (claims.aud !== audience) throw new DomainError('token.audience.mismatch');
  if (claims.exp <= nowSeconds) throw new DomainError('token.expired');
  if ((claims.nbf ?? 0) > nowSeconds) throw early('nbf');
  if (claims.iat > nowSeconds + issuedAheadSecondsMax) throw early('iat');
  if (!isRole(role)) throw malformed('role');
  if (!isOwnClientToken(claims)) throw malformed('sub');
  return callerOf(claims, role);
}

function early(claim: string): DomainError {
  return new DomainError('token.not_yet_valid', { detail: { part: claim } });
}

function malformed(claim: string): DomainError {
  return new DomainError('token.malformed', { detail: { part: claim } });
}

/** RFC 9068 §5: the subject of a client's own token is the client, so that no client can be named like a user. */
function isOwnClientToken(claims: TokenClaims): boolean {
  return claims.subject_kind !== 'client' || whoActs(claims).subject === claims.client_id;
}

/** RFC 8693 §4.1: with `act`, the subject is the person behind, and the actor is who stands at the door. */
function whoActs({ sub, act }: TokenClaims): Pick<Caller, 'subject' | 'onBehalfOf'> {
  return act === undefined ? { subject: sub } : { subject: act.sub, onBehalfOf: sub };
}

/** Frozen, as one caller serves every request of its token. */
function callerOf(claims: TokenClaims, role: Role): Caller {
  return Object.freeze({
    kind: claims.subject_kind,
    ...whoActs(claims),
    clientId: claims.client_id,
    role,
    scopes: Object.freeze(claims.scope.split(' ').filter((scope) => scope !== '')),
    tokenId: claims.jti,
    ...(claims.origin_jti !== undefined && { originTokenId: claims.origin_jti }),
    ...(claims.gid !== undefined && { grantId: claims.gid }),
    ...(claims.sid !== undefined && { sessionId: claims.sid }),
    ...(claims.patient !== undefined && { patientInContext: claims.patient }),
    issuedAtSeconds: claims.iat,
    expiresAtSeconds: claims.exp,
  });
}
