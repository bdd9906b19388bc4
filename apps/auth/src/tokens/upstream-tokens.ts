import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { epochSeconds, secondsLater, type Clock } from '../clock.js';
import type { TokenSigner } from '../keys/token-signer.js';
import type { IssuedTokensRepository } from '../oauth/artifacts/issued-tokens.repository.js';
import type { ProtectedResources } from '../oauth/resources/protected-resources.js';
import { usefulScopes } from '../oauth/scopes/scope-reach.js';
import { claimsOf } from '../oauth/tokens/token-facts.js';
import { issueSeconds } from '../revocations/issue-time.js';
import type { SignedInPerson } from '../sessions/session-door.js';
import { userActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';

export interface UpstreamTokensOptions {
  readonly dataSource: DataSource;
  readonly issued: IssuedTokensRepository;
  readonly resources: ProtectedResources;
  readonly signer: TokenSigner;
  readonly trail: AuthTrail;
  readonly clock: Clock;
  readonly upstreamTokenSeconds: number;
}

export interface UpstreamToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** The application that stands for whatever page a person has open. */
const BROWSER_CLIENT_ID = 'caregate-browser';

/** Turns a sign-in into a short token for exactly one service, so that services know one kind of credential only. */
export class UpstreamTokens {
  constructor(private readonly options: UpstreamTokensOptions) {}

  async mint({ session, user }: SignedInPerson, audience: string): Promise<UpstreamToken> {
    const { dataSource, issued, signer, trail, clock, upstreamTokenSeconds } = this.options;
    const scopes = usefulScopes(user.role, this.options.resources.find(audience)?.scopes ?? []);
    const issuedAt = clock();
    const expiresAt = earlier(secondsLater(issuedAt, upstreamTokenSeconds), session.absoluteExpiresAt);
    const jti = randomUUID();
    const parties = { subjects: [user.id], clientId: BROWSER_CLIENT_ID };
    const iat = await issueSeconds(parties, issuedAt, dataSource.manager);
    const token = await signer.signAccessToken({
      ...claimsOf({ kind: 'user', role: user.role, scopes, sessionId: session.publicId }),
      sub: user.id,
      aud: audience,
      client_id: BROWSER_CLIENT_ID,
      scope: scopes.join(' '),
      jti,
      iat,
      exp: epochSeconds(expiresAt),
    });
    const ids = { subject: user.id, clientId: BROWSER_CLIENT_ID, sessionId: session.publicId };
    await dataSource.transaction(async (manager) => {
      await issued.insert({ jti, audience, issuedAt: new Date(iat * 1000), expiresAt, ...ids }, manager);
      await trail.recordIn(manager, 'token.issued', {
        actor: userActor(user, BROWSER_CLIENT_ID),
        tokenId: jti,
        sessionId: session.publicId,
        detail: { audience },
      });
    });
    return { token, expiresAt };
  }
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
