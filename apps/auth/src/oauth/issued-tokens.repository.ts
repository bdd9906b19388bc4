import type { EntityManager } from 'typeorm';

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

/** Which tokens there are: not the tokens, but enough to find and revoke them. */
export class IssuedTokensRepository {
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
  }
}
