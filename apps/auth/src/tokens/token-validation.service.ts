import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { anonymous, callerActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { ProtectedResources } from '../oauth/resources/protected-resources.js';
import type { UsersRepository } from '../users/users.repository.js';
import type { AudienceVerifiers } from './audience-verifiers.js';
import type { TokenValidation, TokenValidationRequest } from './token-validation.schema.js';

export interface TokenValidationOptions {
  readonly verifiers: AudienceVerifiers;
  readonly resources: ProtectedResources;
  readonly users: UsersRepository;
  readonly trail: AuthTrail;
}

/** Whether a token holds, in the words and shape of the older gateway; unlike there, `resource` counts. */
export class TokenValidationService {
  constructor(private readonly options: TokenValidationOptions) {}

  async validate({ token, resource }: TokenValidationRequest): Promise<TokenValidation> {
    const verdict = await this.verdictOn(token, resource);
    if (typeof verdict === 'string') return this.invalid('Invalid or expired token', verdict);
    const user = verdict.kind === 'client' ? undefined : await this.options.users.find(personOf(verdict));
    if (verdict.kind !== 'client' && user?.active !== true)
      return this.invalid('User not found or inactive', 'login.user.inactive');
    await this.options.trail.record('token.validated', { actor: callerActor(verdict), tokenId: verdict.tokenId });
    return {
      valid: true,
      user_id: personOf(verdict),
      email: user?.email ?? null,
      role: verdict.role,
      message: 'Token is valid',
      client_id: verdict.clientId,
      scopes: [...verdict.scopes],
      expires_at: new Date(verdict.expiresAtSeconds * 1000).toISOString(),
    };
  }

  /** The caller, or the code of what is wrong with the token. That nobody can say is an error of ours, not of the token. */
  private async verdictOn(token: string, resource: string | undefined): Promise<Caller | string> {
    try {
      const { caller, audience } = await this.options.verifiers.verifyAny(token);
      const meant = resource === undefined || this.options.resources.find(resource)?.url === audience;
      return meant ? caller : 'token.audience.mismatch';
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unauthenticated') return error.code;
      throw error;
    }
  }

  private async invalid(message: string, decision: string): Promise<TokenValidation> {
    await this.options.trail.record('token.validated', { actor: anonymous, outcome: 'refused', decision });
    const nobody = { user_id: null, email: null, role: null, client_id: null, scopes: [], expires_at: null };
    return { valid: false, message, ...nobody };
  }
}

function personOf({ onBehalfOf, subject }: Caller): string {
  return onBehalfOf ?? subject;
}
