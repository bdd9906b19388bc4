import { randomUUID } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import { epochSeconds, secondsLater, type Clock } from '../../clock.js';
import type { TokenSigner } from '../../keys/token-signer.js';
import { issueSeconds } from '../../revocations/issue-time.js';
import type { AudienceVerifiers, VerifiedToken } from '../../tokens/audience-verifiers.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import type { UserAccount } from '../../users/user-account.js';
import type { ClientLimits } from '../door/client-limits.js';
import type { IssuedTokensRepository } from '../artifacts/issued-tokens.repository.js';
import type { ProtectedResourceConfig } from '../resources/protected-resource.config.js';
import type { ProtectedResources } from '../resources/protected-resources.js';
import { registeredClientOf } from '../provider/registered-client.js';
import { usefulScopes } from '../scopes/scope-reach.js';
import { claimsOf } from '../tokens/token-facts.js';
import type { ExchangePolicy } from './exchange-policy.config.js';
import { exchangeRequestOf, type ExchangeRequest } from './exchange-request.js';

export interface TokenExchangeOptions {
  readonly policies: readonly ExchangePolicy[];
  readonly verifiers: Pick<AudienceVerifiers, 'verifyAny'>;
  readonly resources: ProtectedResources;
  readonly users: { find(id: string): Promise<UserAccount | undefined> };
  readonly issued: IssuedTokensRepository;
  readonly signer: TokenSigner;
  readonly dataSource: DataSource;
  readonly trail: AuthTrail;
  readonly clock: Clock;
  readonly limits: Pick<ClientLimits, 'count'>;
}

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

interface Exchange {
  readonly clientId: string;
  readonly endsAtSeconds: number | undefined;
  readonly policy: ExchangePolicy;
  readonly person: UserAccount;
  readonly subject: Caller;
  readonly resource: ProtectedResourceConfig;
  readonly scopes: readonly string[];
}

/** RFC 8693: an application that a person called acts for that person elsewhere, with less than the person gave it. */
export class TokenExchange {
  constructor(private readonly options: TokenExchangeOptions) {}

  async handle(ctx: KoaContextWithOIDC): Promise<void> {
    const { client, params } = ctx.oidc;
    if (client === undefined) throw new errors.InvalidClient('nobody asks');
    const { appId, isPublic, endsAtSeconds } = registeredClientOf(client);
    const policy = isPublic ? undefined : this.options.policies.find(({ app_id: app }) => app === appId);
    if (policy === undefined) throw new errors.UnauthorizedClient('the client acts for nobody');
    await this.options.limits.count(ctx, 'client-tokens', `client:${client.clientId}`);
    const request = exchangeRequestOf({ ...params });
    const { caller: subject } = await this.subjectOf(request, policy);
    const person = await this.options.users.find(subject.subject);
    if (person?.active !== true) throw new errors.InvalidRequest('subject_token is not of an active person');
    const resource = this.targetOf(request, policy);
    const scopes = scopesOf(request, policy, person, subject, resource);
    ctx.body = await this.issue({
      clientId: client.clientId,
      endsAtSeconds,
      policy,
      person,
      subject,
      resource,
      scopes,
    });
  }

  /** A token that is good now, of a person, for a service at whose door this application stands. */
  private async subjectOf({ subject_token: token }: ExchangeRequest, { from }: ExchangePolicy): Promise<VerifiedToken> {
    const verified = await this.verified(token);
    const { kind, onBehalfOf } = verified.caller;
    if (kind !== 'user' || onBehalfOf !== undefined)
      throw new errors.InvalidRequest('subject_token is not of a person');
    if (!from.some((address) => this.options.resources.find(address)?.url === verified.audience))
      throw new errors.InvalidRequest('subject_token is for another service');
    return verified;
  }

  private async verified(token: string): Promise<VerifiedToken> {
    try {
      return await this.options.verifiers.verifyAny(token);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unauthenticated')
        throw new errors.InvalidRequest('subject_token is not good', undefined, { cause: error });
      throw error;
    }
  }

  /** RFC 8707 names a service by its address; `audience` is taken for the same. */
  private targetOf({ resource, audience }: ExchangeRequest, { resources }: ExchangePolicy): ProtectedResourceConfig {
    const named = resource ?? audience ?? (resources.length === 1 ? resources[0] : undefined);
    const found = named === undefined ? undefined : this.options.resources.find(named);
    if (resource !== undefined && audience !== undefined && this.options.resources.find(audience) !== found)
      throw new errors.InvalidTarget();
    const isAllowed = resources.some((address) => this.options.resources.find(address) === found);
    if (found === undefined || !isAllowed) throw new errors.InvalidTarget();
    return found;
  }

  private async issue({
    clientId,
    endsAtSeconds = Number.POSITIVE_INFINITY,
    policy,
    person,
    subject,
    resource,
    scopes,
  }: Exchange) {
    const { dataSource, issued, signer, trail, clock } = this.options;
    const { grantId, sessionId } = subject;
    const now = clock();
    const exp = Math.min(subject.expiresAtSeconds, endsAtSeconds, epochSeconds(secondsLater(now, policy.seconds)));
    const jti = randomUUID();
    const iat = await dataSource.transaction(async (manager) => {
      const seconds = await issueSeconds({ subjects: [person.id, clientId], clientId }, now, manager);
      const times = { issuedAt: new Date(seconds * 1000), expiresAt: new Date(exp * 1000) };
      await issued.insert(
        { jti, grantId, subject: person.id, clientId, audience: resource.url, sessionId, ...times },
        manager,
      );
      await trail.recordIn(manager, 'token.exchanged', {
        actor: { kind: 'agent', subject: clientId, clientId, role: person.role, onBehalfOf: person.id },
        tokenId: jti,
        ...(sessionId === undefined ? {} : { sessionId }),
        detail: { audience: resource.url, scope: scopes.join(' '), subjectToken: subject.tokenId },
      });
      return seconds;
    });
    const facts = claimsOf({ kind: 'agent', role: person.role, scopes, grantId, sessionId, appId: policy.app_id });
    const token = await signer.signAccessToken({
      ...facts,
      sub: person.id,
      act: { sub: clientId },
      // What is revoked of that token later, also while this one is being made, every verifier sees here.
      origin_jti: subject.tokenId,
      aud: resource.url,
      client_id: clientId,
      scope: scopes.join(' '),
      jti,
      iat,
      exp,
    });
    return answerOf(token, exp - epochSeconds(now), scopes);
  }
}

/** Never more than the person's token has, the policy allows, the service offers and the person's role can use now. */
function scopesOf(
  { scope }: ExchangeRequest,
  policy: ExchangePolicy,
  person: UserAccount,
  subject: Caller,
  resource: ProtectedResourceConfig,
): readonly string[] {
  const given = policy.scopes.filter((name) => subject.scopes.includes(name) && resource.scopes.includes(name));
  const most = usefulScopes(person.role, given);
  const asked = scope === undefined ? most : [...new Set(scope.split(' ').filter(Boolean))];
  if (asked.length === 0 || !asked.every((name) => most.includes(name)))
    throw new errors.InvalidScope('the scope is not narrower than what the person gave', scope ?? '');
  return asked;
}

/** RFC 8693 §2.2.1. */
function answerOf(token: string, seconds: number, scopes: readonly string[]) {
  return {
    access_token: token,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: seconds,
    scope: scopes.join(' '),
  };
}
