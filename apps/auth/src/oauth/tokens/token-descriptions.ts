import { DomainError } from '@caregate/core-errors';
import type { AudienceVerifiers, VerifiedToken } from '../../tokens/audience-verifiers.js';
import type { UserNames } from '../../tokens/user-names.js';

/** Who asks about a token, having proved to be that. */
export interface TokenAsker {
  readonly clientId: string;
  /** Services that it is the door of. */
  readonly introspects: ReadonlySet<string>;
}

/** What is told of signed tokens (RFC 7662). */
export class TokenDescriptions {
  constructor(
    private readonly issuer: string,
    private readonly verifiers: Pick<AudienceVerifiers, 'verifyAny'>,
    private readonly names: UserNames,
  ) {}

  /** `undefined` when it does not hold. That nobody can say is an error of ours. */
  async verified(token: string): Promise<VerifiedToken | undefined> {
    try {
      return await this.verifiers.verifyAny(token);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unauthenticated') return undefined;
      throw error;
    }
  }

  /** RFC 7662 §4: a client is told of its own tokens, and the door of a service of tokens for that service. */
  async for({ clientId, introspects }: TokenAsker, verified: VerifiedToken | undefined) {
    if (verified === undefined) return { active: false };
    const { caller, audience } = verified;
    if (caller.clientId !== clientId && !introspects.has(audience)) return { active: false };
    const sub = caller.onBehalfOf ?? caller.subject;
    const username = caller.kind === 'client' ? undefined : await this.names.of(sub);
    return {
      active: true,
      scope: caller.scopes.join(' '),
      client_id: caller.clientId,
      ...(username === undefined ? {} : { username }),
      sub,
      subject_kind: caller.kind,
      role: caller.role,
      aud: audience,
      iss: this.issuer,
      iat: caller.issuedAtSeconds,
      exp: caller.expiresAtSeconds,
      jti: caller.tokenId,
      ...(caller.onBehalfOf === undefined ? {} : { act: { sub: caller.subject } }),
      ...(caller.sessionId === undefined ? {} : { sid: caller.sessionId }),
      // SMART App Launch 2.2, "Token Introspection": launch context stands here as it stood beside the token.
      ...(caller.patientInContext === undefined ? {} : { patient: caller.patientInContext }),
      token_type: 'Bearer',
    };
  }
}
