import { errors, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import type { RevocationLedger } from '../../revocations/revocation-ledger.js';
import type { VerifiedToken } from '../../tokens/audience-verifiers.js';
import { clientActor } from '../../trail/actors.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import type { ClientLimits } from './client-limits.js';
import { registeredClientOf } from '../provider/registered-client.js';
import type { TokenDescriptions } from '../tokens/token-descriptions.js';

export interface StructuredTokensOptions {
  readonly descriptions: TokenDescriptions;
  readonly ledger: RevocationLedger;
  readonly trail: AuthTrail;
  readonly limits: Pick<ClientLimits, 'count'>;
}

/**
 * RFC 7009 and RFC 7662 for signed access tokens. The library authenticates the client and then answers
 * `unsupported_token_type`; only that answer is replaced, so whoever did not authenticate gets the library's refusal.
 */
export class StructuredTokens {
  constructor(private readonly options: StructuredTokensOptions) {}

  async after(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    const { client, params, route } = ctx.oidc ?? {};
    const token = params?.['token'];
    if (!isUnsupported(ctx.body) || client === undefined || typeof token !== 'string') return;
    if (!(await this.mayAsk(ctx, client))) return;
    const { descriptions } = this.options;
    const verified = await descriptions.verified(token);
    if (route === 'introspection') answer(ctx, 200, await descriptions.for(askerOf(client), verified));
    if (route === 'revocation') await this.revoke(ctx, client, verified);
  }

  /** A client with a secret has proved by now who it is; of the others only the address counts, at the door. */
  private async mayAsk(ctx: KoaContextWithOIDC, client: Client): Promise<boolean> {
    if (registeredClientOf(client).isPublic) return true;
    try {
      await this.options.limits.count(ctx, 'client-questions', `client:${client.clientId}`);
      return true;
    } catch (error) {
      if (!(error instanceof errors.OIDCProviderError)) throw error;
      answer(ctx, error.statusCode, { error: error.error, error_description: error.error_description });
      return false;
    }
  }

  /** RFC 7009 §2.2: a token that is no good any more is as well revoked. §2.1: nobody revokes another's token. */
  private async revoke(ctx: KoaContextWithOIDC, client: Client, verified: VerifiedToken | undefined): Promise<void> {
    if (verified === undefined) return answer(ctx, 200, '');
    const { tokenId, clientId } = verified.caller;
    if (clientId !== client.clientId) return answer(ctx, 400, refusal);
    await this.options.ledger.during(async ({ manager, revoke }) => {
      await revoke({ kind: 'token', value: tokenId, reason: 'revoked by the client' });
      await this.options.trail.recordIn(manager, 'token.revoked', { actor: clientActor(clientId), tokenId });
    });
    answer(ctx, 200, '');
  }
}

const refusal = {
  error: 'invalid_request',
  error_description: 'client is not authorized to revoke the presented token',
};

function askerOf(client: Client) {
  return { clientId: client.clientId, introspects: registeredClientOf(client).introspects };
}

function isUnsupported(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body && body.error === 'unsupported_token_type';
}

function answer(ctx: KoaContextWithOIDC, status: number, body: object | string): void {
  ctx.status = status;
  ctx.body = body;
}
