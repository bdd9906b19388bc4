import type Provider from 'oidc-provider';
import type { Grant } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import type { Clock } from '../clock.js';
import type { ArtifactStore } from '../oauth/artifacts/artifact-store.js';
import type { BrowserSession } from '../sessions/browser-session.js';
import { userActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { UserAccount } from '../users/user-account.js';
import type { ConsentRequest } from './consent-request.js';
import type { ConsentsRepository } from './consents.repository.js';
import type { LaunchPatients } from './launch/launch-patients.repository.js';

export interface ConsentServiceOptions {
  readonly dataSource: DataSource;
  readonly consents: ConsentsRepository;
  readonly artifacts: ArtifactStore;
  readonly patients: Pick<LaunchPatients, 'choose'>;
  readonly trail: AuthTrail;
  readonly clock: Clock;
}

/** Who allows what to which application. */
export interface ConsentSubject {
  readonly person: UserAccount;
  readonly session: BrowserSession;
  readonly clientId: string;
  readonly request: ConsentRequest;
  /** Whose record was chosen. */
  readonly patientId?: string | undefined;
}

/** Turns what a person allows into a grant, and remembers it. */
export class ConsentService {
  constructor(private readonly options: ConsentServiceOptions) {}

  /** The person has clicked. Answers the id of the new grant. */
  async give(subject: ConsentSubject, provider: Provider): Promise<string> {
    const { dataSource, consents, trail, clock } = this.options;
    const { request } = subject;
    await dataSource.transaction(async (manager) => {
      await consents.give(keyOf(subject), allScopesOf(request), clock(), manager);
      await trail.recordIn(manager, 'consent.given', factsOf(subject));
    });
    return (await this.newGrant(provider, subject)).jti;
  }

  async refuse(subject: ConsentSubject): Promise<void> {
    await this.options.trail.record('consent.refused', { ...factsOf(subject), outcome: 'refused' });
  }

  /** A grant without asking again, if all of it was allowed before. */
  async remembered(subject: ConsentSubject, provider: Provider): Promise<Grant | undefined> {
    const scopes = allScopesOf(subject.request);
    const allowed = await this.options.consents.scopesOf(keyOf(subject));
    const covered = scopes.length > 0 && scopes.every((scope) => allowed.has(scope));
    return covered ? this.newGrant(provider, subject) : undefined;
  }

  /** Each authorization is a grant of its own, so that ending one leaves the others alone. */
  private async newGrant(
    provider: Provider,
    { person, session, clientId, request, patientId }: ConsentSubject,
  ): Promise<Grant> {
    const grant = new provider.Grant({ accountId: person.id, clientId });
    grant.addOIDCScope([...request.generalScopes]);
    grant.addResourceScope(request.indicator, [...request.resourceScopes]);
    // What is neither granted nor rejected would be asked for again, for ever.
    if (request.withheld.length > 0) grant.rejectResourceScope(request.indicator, [...request.withheld]);
    const grantId = await grant.save();
    if (patientId !== undefined) await this.options.patients.choose(grantId, patientId);
    if (!request.lasting) await this.options.artifacts.bindGrantToSession(grantId, session.publicId);
    return grant;
  }
}

function allScopesOf({ generalScopes, resourceScopes }: ConsentRequest): readonly string[] {
  return [...resourceScopes, ...generalScopes];
}

function keyOf({ person, clientId, request }: ConsentSubject) {
  return { userId: person.id, clientId, redirectHost: request.redirectHost, resource: request.resource.url };
}

function factsOf({ person, session, clientId, request, patientId }: ConsentSubject) {
  return {
    actor: userActor(person, clientId),
    entity: { type: 'OAuthClient', id: clientId },
    sessionId: session.publicId,
    ...(patientId === undefined ? {} : { patientId }),
    detail: {
      resource: request.resource.url,
      redirectHost: request.redirectHost,
      scope: allScopesOf(request).join(' '),
    },
  };
}
