import type { DataSource, EntityManager } from 'typeorm';
import { selectRows } from '../../database/statements.js';
import type { OAuthDirectory } from './oauth-directory.js';

export interface IssuedTokenRow {
  readonly jti: string;
  readonly grantId?: string | undefined;
  readonly subject: string;
  readonly clientId: string;
  readonly audience: string;
  readonly sessionId?: string | undefined;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** A token that an application has for itself. */
export interface MachineTokenRow {
  readonly jti: string;
  readonly clientId: string;
  /** `xmin` of the row of the client, as it was when the client was looked at. */
  readonly clientVersion: string;
  readonly audience: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Which tokens there are: not the tokens, but enough to find and revoke them. */
export class IssuedTokensRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory?: OAuthDirectory,
  ) {}

  async insert(token: IssuedTokenRow, manager: EntityManager): Promise<void> {
    await manager.query(
      `insert into auth.issued_token (jti, grant_id, subject, client_id, audience, session_id, issued_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        token.jti,
        token.grantId ?? null,
        token.subject,
        token.clientId,
        token.audience,
        token.sessionId ?? null,
        token.issuedAt,
        token.expiresAt,
      ],
    );
    this.directory?.listToken(token);
  }

  /**
   * Many at once. Answers for each whether it stands: its client is still active and the very one that was looked at,
   * and nothing of that client was revoked in or after the second of its issue (see `issueSeconds`).
   */
  async insertOfMachines(tokens: readonly MachineTokenRow[]): Promise<readonly boolean[]> {
    const rows = await selectRows<{ jti: string }>(this.dataSource.manager, INSERT_OF_MACHINES, [
      tokens.map(({ jti }) => jti),
      tokens.map(({ clientId }) => clientId),
      tokens.map(({ clientVersion }) => clientVersion),
      tokens.map(({ audience }) => audience),
      tokens.map(({ issuedAt }) => issuedAt),
      tokens.map(({ expiresAt }) => expiresAt),
    ]);
    const standing = new Set(rows.map(({ jti }) => jti));
    return tokens.map(({ jti }) => standing.has(jti));
  }
}

/** The commit waits for no disk: that of the entry on the trail, which follows before the token leaves, takes it along. */
const INSERT_OF_MACHINES = `
insert into auth.issued_token (jti, subject, client_id, audience, issued_at, expires_at)
select asked.jti, asked.client_id, asked.client_id, asked.audience, asked.issued_at, asked.expires_at
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
  as asked (jti, client_id, version, audience, issued_at, expires_at)
join auth.oauth_client as client on client.client_id = asked.client_id
where (select set_config('synchronous_commit', 'off', true)) = 'off'
  and client.xmin::text = asked.version and client.active
  and (client.expires_at is null or client.expires_at > asked.issued_at)
  and not exists (
    select from access.revocation
    where kind in ('subject', 'client') and value = asked.client_id and not_before >= asked.issued_at
  )
returning jti`;
