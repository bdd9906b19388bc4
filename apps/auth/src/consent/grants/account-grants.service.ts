import { createHash } from 'node:crypto';
import type { AccountGrant, AccountGrants, AuditActor } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { Clock } from '../../clock.js';
import type { OAuthClientsRepository } from '../../clients/oauth-clients.repository.js';
import type { GrantEnding } from '../../oauth/artifacts/grant-ending.service.js';
import type { ProtectedResources } from '../../oauth/resources/protected-resources.js';
import type { RevocationLedger } from '../../revocations/revocation-ledger.js';
import { callerActor } from '../../trail/actors.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import type { ConsentsRepository, StandingConsent } from '../consents.repository.js';

export interface AccountGrantsOptions {
  readonly consents: ConsentsRepository;
  readonly clients: OAuthClientsRepository;
  readonly resources: ProtectedResources;
  readonly ledger: RevocationLedger;
  readonly grants: GrantEnding;
  readonly trail: AuthTrail;
  readonly clock: Clock;
}

const REASON = 'withdrawn by the person';

/** What people allowed to applications: shown to them, and taken back with every token that came of it. */
export class AccountGrantsService {
  constructor(private readonly options: AccountGrantsOptions) {}

  async listOf(caller: Caller): Promise<AccountGrants> {
    assertPerson(caller);
    return { grants: await this.of(caller.subject) };
  }

  async withdraw(id: string, caller: Caller): Promise<void> {
    assertPerson(caller);
    const mine = await this.options.consents.standing({ userId: caller.subject });
    const consent = mine.find((one) => idOf(one) === id);
    if (consent === undefined) throw new DomainError('oauth.grant.unknown');
    await this.end(consent, callerActor(caller), REASON);
  }

  /** For administrators: of one person, of one application, or all. */
  async of(userId?: string, clientId?: string): Promise<AccountGrant[]> {
    const standing = await this.options.consents.standing({ userId, clientId });
    return Promise.all(standing.map((consent) => this.viewOf(consent)));
  }

  /** Answers whether there was such a consent. */
  async revoke(id: string, actor: AuditActor, reason: string): Promise<boolean> {
    const consent = (await this.options.consents.standing({})).find((one) => idOf(one) === id);
    if (consent !== undefined) await this.end(consent, actor, reason);
    return consent !== undefined;
  }

  /** Consent, grants and tokens end in one transaction with the record of it. */
  private async end(consent: StandingConsent, actor: AuditActor, reason: string): Promise<void> {
    const { ledger, consents, grants, trail, clock } = this.options;
    const { userId, clientId, resource, redirectHost } = consent;
    await ledger.during(async (entry) => {
      await consents.withdrawOne(consent, clock(), entry.manager);
      await grants.endThoseOf(
        entry,
        { accountId: userId, clientId, at: (address) => this.isAt(address, resource) },
        reason,
      );
      await trail.recordIn(entry.manager, 'consent.withdrawn', {
        actor,
        entity: { type: 'OAuthClient', id: clientId },
        decision: reason,
        detail: { resource, redirectHost, user: userId },
      });
    });
  }

  /** Grants are kept under the address as the application wrote it. */
  private isAt(address: string, resource: string): boolean {
    return this.options.resources.find(address)?.url === resource;
  }

  private async viewOf(consent: StandingConsent): Promise<AccountGrant> {
    const { clients, resources, clock } = this.options;
    const client = await clients.findActive(consent.clientId, clock());
    return {
      id: idOf(consent),
      client_id: consent.clientId,
      client_name: client?.appName ?? consent.clientId,
      redirect_host: consent.redirectHost,
      resource: consent.resource,
      resource_title: resources.find(consent.resource)?.title ?? consent.resource,
      scopes: [...consent.scopes],
      granted_at: consent.grantedAt.toISOString(),
    };
  }
}

/** An application that acts for a person is not the person: it must not take away what others were given. */
function assertPerson({ kind }: Caller): void {
  if (kind !== 'user') throw new DomainError('access.refused');
}

/** Consents have no number of their own; this one says nothing about what it stands for. */
function idOf({ userId, clientId, redirectHost, resource }: StandingConsent): string {
  return createHash('sha256').update([userId, clientId, redirectHost, resource].join('\n')).digest('base64url');
}
