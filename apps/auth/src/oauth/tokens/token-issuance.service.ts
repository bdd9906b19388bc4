import { tokenClaims, type TokenClaims } from '@caregate/core-contracts';
import {
  errors,
  type AccessToken,
  type ClientCredentials,
  type JWTStructured,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { DataSource, EntityManager } from 'typeorm';
import { secondsLater, type Clock } from '../../clock.js';
import type { PatientContext } from '../../consent/launch/patient-context.service.js';
import type { UserAccount } from '../../users/user-account.js';
import type { OAuthClientsRepository } from '../../clients/oauth-clients.repository.js';
import { issueSeconds } from '../../revocations/issue-time.js';
import type { SessionsRepository } from '../../sessions/sessions.repository.js';
import { clientActor, userActor } from '../../trail/actors.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import type { ArtifactStore } from '../artifacts/artifact-store.js';
import type { ClientLimits } from '../door/client-limits.js';
import type { IssuedTokensRepository } from '../artifacts/issued-tokens.repository.js';
import { signInWordsOf } from '../identity/sign-in-words.js';
import { LAUNCH_PATIENT } from '../scopes/launch-scope.js';
import { accountOf } from '../provider/oidc-account.js';
import { registeredClientOf } from '../provider/registered-client.js';
import { claimsOf, type TokenFacts } from './token-facts.js';

export interface TokenIssuanceOptions {
  readonly dataSource: DataSource;
  readonly artifacts: ArtifactStore;
  readonly clients: OAuthClientsRepository;
  readonly issued: IssuedTokensRepository;
  readonly sessions: SessionsRepository;
  readonly trail: AuthTrail;
  readonly clock: Clock;
  readonly registeredClientSeconds: number;
  readonly patients: Pick<PatientContext, 'ofGrant'>;
  readonly limits: Pick<ClientLimits, 'count'>;
}

type Token = AccessToken | ClientCredentials;

/** The last step before a token is signed: what it says of its bearer, and the record of it. No record, no token. */
export class TokenIssuance {
  constructor(private readonly options: TokenIssuanceOptions) {}

  async complete(ctx: KoaContextWithOIDC, token: Token, jwt: JWTStructured): Promise<void> {
    const facts = token.kind === 'ClientCredentials' ? factsOfClient(ctx, token) : await this.factsOfPerson(ctx, token);
    Object.assign(jwt.payload, claimsOf(facts));
    ctx.state['patient'] = facts.patient;
    const claims = tokenClaims.parse(jwt.payload);
    if (claims.subject_kind === 'client')
      await this.options.limits.count(ctx, 'client-tokens', `client:${claims.client_id}`);
    await this.options.dataSource.transaction(async (manager) => {
      const iat = await issueSeconds(partiesOf(claims), this.options.clock(), manager);
      // The library read its clock earlier; the answer's `expires_in` holds from this time of issue.
      const exp = Math.min(iat + token.expiration, endsAtSecondsOf(ctx));
      Object.assign(jwt.payload, { iat, exp });
      await this.record(ctx, { ...claims, iat, exp }, manager);
    });
  }

  private async factsOfPerson(ctx: KoaContextWithOIDC, token: AccessToken): Promise<TokenFacts> {
    const person = accountOf(ctx);
    const { client } = ctx.oidc;
    if (person === undefined || client === undefined) throw new errors.InvalidGrant('nobody to issue it to');
    const { grantId } = token;
    const sessionId = grantId === undefined ? undefined : await this.options.artifacts.sessionOfGrant(grantId);
    if (sessionId !== undefined && (await this.options.sessions.isRevoked(sessionId)))
      throw new errors.InvalidGrant('the sign-in has ended');
    const { appId, appName } = registeredClientOf(client);
    const scopes = [...token.scopes];
    const patient = await this.patientOf(person, scopes, grantId);
    const signIn = signInWordsOf(ctx);
    return { kind: 'user', role: person.role, scopes, grantId, sessionId, appId, appName, patient, signIn };
  }

  private async patientOf(person: UserAccount, scopes: readonly string[], grantId: string | undefined) {
    if (grantId === undefined || !scopes.includes(LAUNCH_PATIENT)) return undefined;
    const patient = await this.options.patients.ofGrant(grantId, person);
    if (patient === undefined) throw new errors.InvalidGrant('the record is not theirs to open any more');
    return patient;
  }

  private async record(ctx: KoaContextWithOIDC, claims: TokenClaims, manager: EntityManager): Promise<void> {
    const { issued, clients, clock, registeredClientSeconds, trail } = this.options;
    const row = {
      jti: claims.jti,
      grantId: claims.gid,
      subject: claims.sub,
      clientId: claims.client_id,
      audience: claims.aud,
      sessionId: claims.sid,
      issuedAt: new Date(claims.iat * 1000),
      expiresAt: new Date(claims.exp * 1000),
    };
    await issued.insert(row, manager);
    const until = registeredClientSeconds === 0 ? undefined : secondsLater(clock(), registeredClientSeconds);
    await clients.used(claims.client_id, clock(), until, manager);
    const event = ctx.oidc.params?.['grant_type'] === 'refresh_token' ? 'token.refreshed' : 'token.issued';
    await trail.recordIn(manager, event, {
      actor: actorOf(claims),
      tokenId: claims.jti,
      ...(claims.sid === undefined ? {} : { sessionId: claims.sid }),
      detail: { audience: claims.aud, scope: claims.scope },
    });
  }
}

function factsOfClient({ oidc }: KoaContextWithOIDC, token: ClientCredentials): TokenFacts {
  const { appId, appName, role } = oidc.client === undefined ? {} : registeredClientOf(oidc.client);
  const scopes = (token.scope ?? '').split(' ').filter(Boolean);
  if (role === undefined) throw new errors.UnauthorizedClient('the client acts for people only');
  if (scopes.length === 0)
    throw new errors.InvalidScope('none of the scopes is open to this client', token.scope ?? '');
  return { kind: 'client', role, scopes, appId, appName };
}

function endsAtSecondsOf({ oidc: { client } }: KoaContextWithOIDC): number {
  const { endsAtSeconds = Number.POSITIVE_INFINITY } = client === undefined ? {} : registeredClientOf(client);
  return endsAtSeconds;
}

function partiesOf({ sub, client_id: clientId }: TokenClaims) {
  return { subjects: [sub], clientId };
}

function actorOf({ subject_kind: kind, sub, role, client_id: clientId }: TokenClaims) {
  return kind === 'client' ? clientActor(clientId, role) : userActor({ id: sub, role }, clientId);
}
