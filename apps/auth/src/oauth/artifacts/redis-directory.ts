import type { Revocation, RevocationKind } from '@caregate/core-contracts';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import type { OAuthClient } from '../../clients/oauth-client.js';
import { epochSeconds, type Clock } from '../../clock.js';
import { selectRows } from '../../database/statements.js';
import type { IssuedTokenRow } from './issued-tokens.repository.js';
import type { OAuthDirectory } from './oauth-directory.js';

/** Lists a token under its owner, without those that have ended, for as long as the last of them lasts. */
const LIST_OF_OWNER = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('EXPIREAT', KEYS[1], redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2])`;

const COLUMNS: Readonly<Record<RevocationKind, string>> = {
  token: 'jti',
  grant: 'grant_id',
  session: 'session_id',
  subject: 'subject',
  client: 'client_id',
};

/**
 * Applications and tokens of people under the keys of the older gateway, for who looks with its tools (feature T16). It is
 * a copy that nothing is decided by: what is lost there, or is listed of a transaction that failed, ends by itself.
 */
export class RedisDirectory implements OAuthDirectory {
  constructor(
    private readonly redis: Redis,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  listClient({ clientId, appId, appName, role, scopes, metadata, expiresAt }: OAuthClient): void {
    const key = `oauth:client:${clientId}`;
    const { client_secret: _none, ...told } = metadata;
    const text = JSON.stringify({ ...told, client_id: clientId, app_id: appId, client_name: appName, role, scopes });
    const written = expiresAt === undefined ? this.redis.set(key, text) : this.redis.set(key, text, 'PXAT', +expiresAt);
    written.catch(() => undefined);
  }

  /** `GT` leaves alone what never ends. */
  prolongClient(clientId: string, expiresAt: Date): void {
    this.redis.pexpireat(`oauth:client:${clientId}`, +expiresAt, 'GT').catch(() => undefined);
  }

  /** Machines ask too often for a list of what they got to be read by anybody. */
  listToken({ jti, subject, clientId, audience, issuedAt, expiresAt }: IssuedTokenRow): void {
    if (subject === clientId) return;
    const [created_at, expires_at] = [epochSeconds(issuedAt), epochSeconds(expiresAt)];
    const text = JSON.stringify({
      claims: { jti, sub: subject, client_id: clientId, aud: audience },
      created_at,
      expires_at,
    });
    const now = epochSeconds(this.clock());
    this.redis
      .multi()
      .set(`oauth:token:${jti}`, text, 'EXAT', expires_at)
      .eval(LIST_OF_OWNER, 1, `oauth:user_tokens:${subject}`, jti, expires_at, now)
      .exec()
      .catch(() => undefined);
  }

  async drop({ kind, value }: Pick<Revocation, 'kind' | 'value'>): Promise<void> {
    const rows = await selectRows<{ jti: string; subject: string }>(
      this.dataSource.manager,
      `select jti, subject from auth.issued_token
       where ${COLUMNS[kind]} = $1 and subject <> client_id and expires_at > $2`,
      [value, this.clock()],
    );
    const dropped = this.redis.multi();
    for (const { jti, subject } of rows) dropped.del(`oauth:token:${jti}`).zrem(`oauth:user_tokens:${subject}`, jti);
    if (kind === 'client' && !(await this.isActive(value))) dropped.del(`oauth:client:${value}`);
    await dropped.exec().catch(() => undefined);
  }

  private async isActive(clientId: string): Promise<boolean> {
    const sql = 'select from auth.oauth_client where client_id = $1 and active';
    return (await selectRows(this.dataSource.manager, sql, [clientId])).length > 0;
  }
}
