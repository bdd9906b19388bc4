import type { DataSource, EntityManager } from 'typeorm';
import { selectRows } from '../../database/statements.js';
import type { ClientView, ListQuery, OAuthStats, PurgeReport, TokenView } from './oauth-admin.schema.js';

const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`;

const CLIENT = `client_id, app_id, app_name, role, scopes, active, secret_hash is not null as has_secret, created_by,
  ${time('created_at')}, ${time('last_used_at')}, ${time('expires_at')}, metadata`;

const TOKEN = `jti, grant_id, subject, client_id, audience, session_id, ${time('issued_at')}, ${time('expires_at')}`;

/** What nobody can use any more. */
const SPENT = {
  tokens: 'auth.issued_token where expires_at < $1',
  artifacts: 'auth.oidc_artifact where expires_at < $1',
  revocations: 'access.revocation where expires_at < $1',
  clients: `auth.oauth_client where created_by = 'dynamic-registration' and (expires_at < $1 or not active)`,
} as const;

/** Clients and tokens as administrators ask about them. */
export class OAuthAdminRepository {
  constructor(private readonly dataSource: DataSource) {}

  clients({ client, limit }: ListQuery): Promise<readonly ClientView[]> {
    return this.select<ClientView>(
      `select ${CLIENT} from auth.oauth_client c
       where $1::text is null or client_id = $1 or app_id = $1 order by c.created_at desc, client_id limit $2`,
      [client ?? null, limit],
    );
  }

  /** Tokens that have not expired. Whether one is revoked is for the ledger to say. */
  tokens({ client, user, limit }: ListQuery, at: Date): Promise<readonly TokenView[]> {
    return this.select<TokenView>(
      `select ${TOKEN} from auth.issued_token t
       where expires_at > $1 and ($2::text is null or client_id = $2) and ($3::text is null or subject = $3)
       order by t.issued_at desc, jti limit $4`,
      [at, client ?? null, user ?? null, limit],
    );
  }

  async token(jti: string): Promise<TokenView | undefined> {
    const [row] = await this.select<TokenView>(`select ${TOKEN} from auth.issued_token where jti = $1`, [jti]);
    return row;
  }

  async purge(at: Date, dryRun: boolean, manager: EntityManager): Promise<PurgeReport> {
    const count = async (what: string) => {
      const sql = dryRun
        ? `select count(*)::int as count from ${what}`
        : `with gone as (delete from ${what} returning 1) select count(*)::int as count from gone`;
      const [row] = await selectRows<{ count: number }>(manager, sql, [at]);
      return row?.count ?? 0;
    };
    const { tokens, artifacts, revocations, clients } = SPENT;
    return {
      dry_run: dryRun,
      tokens: await count(tokens),
      artifacts: await count(artifacts),
      revocations: await count(revocations),
      clients: await count(clients),
    };
  }

  async stats(at: Date): Promise<OAuthStats> {
    const [row] = await this.select<{ stats: OAuthStats }>(
      `select json_build_object(
         'clients', (select json_build_object(
            'active', count(*) filter (where active), 'inactive', count(*) filter (where not active),
            'self_registered', count(*) filter (where active and created_by = 'dynamic-registration'))
          from auth.oauth_client),
         'tokens', (select json_build_object('live', count(*) filter (where expires_at > $1),
            'issued_last_day', count(*) filter (where issued_at > $1::timestamptz - interval '1 day'))
          from auth.issued_token),
         'grants', (select count(*) from auth.oidc_artifact where model = 'Grant' and expires_at > $1),
         'consents', (select count(*) from auth.consent where withdrawn_at is null),
         'revocations', (select count(*) from access.revocation where expires_at > $1)) as stats`,
      [at],
    );
    if (row === undefined) throw new Error('PostgreSQL counted nothing.');
    return row.stats;
  }

  private select<T extends object>(sql: string, values: readonly unknown[]): Promise<readonly T[]> {
    return selectRows<T>(this.dataSource.manager, sql, values);
  }
}
