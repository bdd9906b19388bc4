import { randomBytes } from 'node:crypto';
import type { AuditActor } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { isRole } from '@caregate/core-permissions';
import type { DataSource } from 'typeorm';
import { apiKeyOf } from '../../clients/api-key.js';
import type { ClientRemoval } from '../../clients/client-removal.js';
import type { ClientSecrets } from '../../clients/client-secrets.js';
import type { OAuthClientsRepository } from '../../clients/oauth-clients.repository.js';
import type { Clock } from '../../clock.js';
import type { RevocationLedger } from '../../revocations/revocation-ledger.js';
import type { RevocationsService } from '../../revocations/revocations.service.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import { backupOf, clientsInBackup } from './client-backup.js';
import type { OAuthAdminRepository } from './oauth-admin.repository.js';
import type { ClientView, ListQuery, NewClient, OAuthStats, PurgeReport, TokenView } from './oauth-admin.schema.js';

export interface OAuthAdminOptions {
  readonly dataSource: DataSource;
  readonly rows: OAuthAdminRepository;
  readonly clients: OAuthClientsRepository;
  readonly secrets: ClientSecrets;
  readonly removal: ClientRemoval;
  readonly ledger: RevocationLedger;
  readonly revoking: RevocationsService;
  readonly trail: AuthTrail;
  readonly clock: Clock;
}

/** Clients and tokens in the hands of an administrator, by command or by REST. Whatever is changed is on the trail. */
export class OAuthAdmin {
  constructor(private readonly options: OAuthAdminOptions) {}

  async clients(query: ListQuery): Promise<{ clients: readonly ClientView[] }> {
    return { clients: await this.options.rows.clients(query) };
  }

  async client(clientId: string): Promise<ClientView> {
    const found = await this.options.rows.clients({ client: clientId, limit: 2 });
    const client = found.find(({ client_id: id }) => id === clientId);
    if (client === undefined) throw new DomainError('oauth.client.not_found');
    return client;
  }

  /** The secret is told this once; what is kept is a keyed hash of it. */
  async add(request: NewClient, actor: AuditActor) {
    const { dataSource, clients, secrets, trail } = this.options;
    const {
      app_id: appId,
      app_name: appName,
      role,
      scopes,
      introspects,
      jwks,
      expires_at: expiresAt,
      ...given
    } = request;
    const clientId = `client_${randomBytes(24).toString('base64url')}`;
    const hasSecret = given.token_endpoint_auth_method.startsWith('client_secret');
    const secret = hasSecret ? secrets.create() : undefined;
    const client = {
      clientId,
      appId,
      appName,
      ...(secret === undefined ? {} : { secretHash: secrets.hash(secret) }),
      ...(role !== undefined && isRole(role) ? { role } : {}),
      scopes,
      metadata: metadataOf(given, role !== undefined, { introspects, jwks }),
      createdBy: actor.subject,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
    await dataSource.transaction(async (manager) => {
      if (!(await clients.insert(client, manager))) throw new DomainError('oauth.client.exists');
      const entity = { type: 'OAuthClient', id: clientId };
      await trail.recordIn(manager, 'oauth.client.registered', { actor, entity });
    });
    const apiKey = secret === undefined || role === undefined ? null : apiKeyOf(clientId, secret);
    return { client_id: clientId, client_secret: secret ?? null, api_key: apiKey };
  }

  async removeClient(clientId: string, reason: string, actor: AuditActor): Promise<void> {
    if (!(await this.options.removal.remove(clientId, actor, reason))) throw new DomainError('oauth.client.not_found');
  }

  async tokens(query: ListQuery): Promise<{ tokens: readonly TokenView[] }> {
    return { tokens: await this.options.rows.tokens(query, this.options.clock()) };
  }

  async token(jti: string): Promise<TokenView> {
    const token = await this.options.rows.token(jti);
    if (token === undefined) throw new DomainError('oauth.grant.unknown');
    return token;
  }

  async revokeToken(jti: string, reason: string, actor: AuditActor): Promise<void> {
    const { ledger, revoking, trail } = this.options;
    await this.token(jti);
    await ledger.during(async (entry) => {
      await revoking.endIn({ kind: 'token', value: jti, reason }, entry);
      await trail.recordIn(entry.manager, 'token.revoked', { actor, tokenId: jti, decision: reason });
    });
  }

  async purge(dryRun: boolean, actor: AuditActor): Promise<PurgeReport> {
    const { dataSource, rows, trail, clock } = this.options;
    return dataSource.transaction(async (manager) => {
      const report = await rows.purge(clock(), dryRun, manager);
      if (!dryRun) await trail.recordIn(manager, 'oauth.purged', { actor, detail: { ...report } });
      return report;
    });
  }

  stats(): Promise<OAuthStats> {
    return this.options.rows.stats(this.options.clock());
  }

  async backup(actor: AuditActor): Promise<string> {
    const { clients, trail, clock } = this.options;
    const all = await clients.all();
    await trail.record('oauth.backed-up', { actor, detail: { clients: all.length } });
    return backupOf(all, clock());
  }

  /** What is there already stays as it is, and what was taken away stays away. Answers how many came back. */
  async restore(text: string, dryRun: boolean, actor: AuditActor) {
    const { dataSource, clients, trail } = this.options;
    const kept = clientsInBackup(text);
    return dataSource.transaction(async (manager) => {
      const given = await clients.given(
        kept.map(({ clientId }) => clientId),
        manager,
      );
      const missing = kept.filter(({ clientId }) => !given.has(clientId));
      const report = { dry_run: dryRun, in_backup: kept.length, restored: missing.length };
      if (dryRun) return report;
      for (const client of missing) await clients.insert(client, manager);
      await trail.recordIn(manager, 'oauth.restored', { actor, detail: report });
      return report;
    });
  }
}

type Given = Pick<NewClient, 'redirect_uris' | 'post_logout_redirect_uris' | 'token_endpoint_auth_method'>;

function metadataOf(given: Given, isMachine: boolean, own: Pick<NewClient, 'introspects' | 'jwks'>) {
  const forPeople = given.redirect_uris.length > 0;
  return {
    ...given,
    grant_types: [
      ...(forPeople ? ['authorization_code', 'refresh_token'] : []),
      ...(isMachine ? ['client_credentials'] : []),
    ],
    response_types: forPeople ? ['code'] : [],
    application_type: given.redirect_uris.some((uri) => !uri.startsWith('https:')) ? 'native' : 'web',
    ...(own.introspects.length === 0 ? {} : { introspects: own.introspects.join(' ') }),
    ...(own.jwks === undefined ? {} : { jwks: own.jwks }),
  };
}
