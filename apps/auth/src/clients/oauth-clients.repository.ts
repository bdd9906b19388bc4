import { isRole } from '@caregate/core-permissions';
import type { DataSource, EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';
import type { OAuthDirectory } from '../oauth/artifacts/oauth-directory.js';
import type { OAuthClient } from './oauth-client.js';

interface Row {
  client_id: string;
  app_id: string;
  app_name: string;
  secret_hash: Buffer | null;
  role: string | null;
  scopes: string[];
  metadata: Record<string, unknown>;
  created_by: string | null;
  expires_at: Date | null;
}

const COLUMNS = 'client_id, app_id, app_name, secret_hash, role, scopes, metadata, created_by, expires_at';

export class OAuthClientsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory?: OAuthDirectory,
  ) {}

  async findActive(clientId: string, at: Date): Promise<OAuthClient | undefined> {
    const rows = await selectRows<Row>(
      this.dataSource.manager,
      `select ${COLUMNS} from auth.oauth_client
       where client_id = $1 and active and (expires_at is null or expires_at > $2)`,
      [clientId, at],
    );
    return rows[0] && clientOf(rows[0]);
  }

  /** Those that may ask for tokens, for a backup. */
  async all(): Promise<readonly OAuthClient[]> {
    const sql = `select ${COLUMNS} from auth.oauth_client where active order by client_id`;
    return (await selectRows<Row>(this.dataSource.manager, sql, [])).map(clientOf);
  }

  /** Those of the ids that were given to somebody. Of applications that were taken away and purged the trail still knows. */
  async given(clientIds: readonly string[], manager: EntityManager): Promise<ReadonlySet<string>> {
    const rows = await selectRows<{ client_id: string }>(
      manager,
      `select client_id from auth.oauth_client where client_id = any($1)
       union select removed.id from audit.event, lateral (select body::jsonb -> 'entity' ->> 'id' as id) as removed
       where event = 'oauth.client.removed' and outcome = 'success' and removed.id = any($1)`,
      [clientIds],
    );
    return new Set(rows.map(({ client_id: id }) => id));
  }

  async findByApp(appId: string, manager: EntityManager): Promise<OAuthClient | undefined> {
    const rows = await selectRows<Row>(
      manager,
      `select ${COLUMNS} from auth.oauth_client where app_id = $1 and created_by = 'seed' limit 1`,
      [appId],
    );
    return rows[0] && clientOf(rows[0]);
  }

  /** A client id is given once; registering it again changes nothing and answers false. */
  async insert(client: OAuthClient, manager: EntityManager): Promise<boolean> {
    const rows = await selectRows(
      manager,
      `insert into auth.oauth_client (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (client_id) do nothing returning client_id`,
      [
        client.clientId,
        client.appId,
        client.appName,
        client.secretHash ?? null,
        client.role ?? null,
        client.scopes,
        client.metadata,
        client.createdBy ?? null,
        client.expiresAt ?? null,
      ],
    );
    if (rows.length === 1) this.directory?.listClient(client);
    return rows.length === 1;
  }

  /** What a client that registered itself may change of itself. Answers whether there was such a client. */
  async update(client: OAuthClient, manager: EntityManager): Promise<boolean> {
    const rows = await changeRows(
      manager,
      `update auth.oauth_client set app_name = $2, secret_hash = $3, scopes = $4, metadata = $5
       where client_id = $1 and active and created_by = 'dynamic-registration' returning client_id`,
      [client.clientId, client.appName, client.secretHash ?? null, client.scopes, client.metadata],
    );
    if (rows.length === 1) this.directory?.listClient(client);
    return rows.length === 1;
  }

  /** Answers whether it was active until now. */
  async deactivate(clientId: string, manager: EntityManager): Promise<boolean> {
    const rows = await changeRows(
      manager,
      'update auth.oauth_client set active = false where client_id = $1 and active returning client_id',
      [clientId],
    );
    return rows.length === 1;
  }

  /** Answers whether the secret was another before. What was issued for that one is for the ledger to take back. */
  async replaceSecret(clientId: string, secretHash: Buffer, manager: EntityManager): Promise<boolean> {
    const rows = await changeRows(
      manager,
      `update auth.oauth_client set secret_hash = $2
       where client_id = $1 and secret_hash is distinct from $2 returning client_id`,
      [clientId, secretHash],
    );
    return rows.length === 1;
  }

  /**
   * A client that registered itself lives on as long as somebody uses it. Written once a minute at most: otherwise all
   * who ask for a token of one client would wait for each other at its row.
   */
  async used(clientId: string, at: Date, expiresAt: Date | undefined, manager: EntityManager): Promise<void> {
    await manager.query(
      `update auth.oauth_client set last_used_at = $2,
         expires_at = case when created_by = 'dynamic-registration' and expires_at is not null
           then coalesce($3, expires_at) else expires_at end
       where client_id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
      [clientId, at, expiresAt ?? null],
    );
    if (expiresAt !== undefined) this.directory?.prolongClient(clientId, expiresAt);
  }
}

function clientOf(row: Row): OAuthClient {
  return {
    clientId: row.client_id,
    appId: row.app_id,
    appName: row.app_name,
    ...(row.secret_hash === null ? {} : { secretHash: row.secret_hash }),
    ...(row.role !== null && isRole(row.role) ? { role: row.role } : {}),
    scopes: row.scopes,
    metadata: row.metadata,
    ...(row.created_by === null ? {} : { createdBy: row.created_by }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
  };
}
