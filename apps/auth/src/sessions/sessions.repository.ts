import type { DataSource, EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';
import type { BrowserSession } from './browser-session.js';

export interface NewSession extends BrowserSession {
  readonly idHash: Buffer;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

interface Row {
  public_id: string;
  user_id: string;
  csrf_secret: Buffer;
  amr: string[];
  acr: string | null;
  created_at: Date;
  last_seen_at: Date;
  idle_expires_at: Date;
  absolute_expires_at: Date;
}

const COLUMNS =
  'public_id, user_id, csrf_secret, amr, acr, created_at, last_seen_at, idle_expires_at, absolute_expires_at';

export class SessionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async insert(session: NewSession, manager: EntityManager): Promise<void> {
    await manager.query(
      `insert into auth.session (id_hash, ${COLUMNS}, address, user_agent)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        session.idHash,
        session.publicId,
        session.userId,
        session.csrfSecret,
        session.amr,
        session.acr ?? null,
        session.createdAt,
        session.lastSeenAt,
        session.idleExpiresAt,
        session.absoluteExpiresAt,
        session.address ?? null,
        session.userAgent?.slice(0, 300) ?? null,
      ],
    );
  }

  /**
   * A session that holds at that moment, of a person who is still active. How long one has been left alone that was last
   * used in the future nobody can say: the clock has been set back.
   */
  async findLive(idHash: Buffer, at: Date): Promise<BrowserSession | undefined> {
    const [row] = await selectRows<Row>(
      this.dataSource.manager,
      `select ${COLUMNS} from auth.session s
       where id_hash = $1 and revoked_at is null and idle_expires_at > $2 and absolute_expires_at > $2
         and last_seen_at <= $2::timestamptz + interval '60 seconds'
         and exists (select from auth.user_account u where u.id = s.user_id and u.active)`,
      [idHash, at],
    );
    return row && sessionOf(row);
  }

  /** Moves the idle limit, unless the session has ended meanwhile. */
  async touch(publicId: string, seenAt: Date, idleExpiresAt: Date): Promise<void> {
    await this.dataSource.query(
      `update auth.session set last_seen_at = $2, idle_expires_at = $3
       where public_id = $1 and revoked_at is null and last_seen_at < $2`,
      [publicId, seenAt, idleExpiresAt],
    );
  }

  async isRevoked(publicId: string): Promise<boolean> {
    const rows = await selectRows<{ revoked_at: Date | null }>(
      this.dataSource.manager,
      'select revoked_at from auth.session where public_id = $1',
      [publicId],
    );
    return rows[0]?.revoked_at instanceof Date;
  }

  /** Answers the person whose session it was, or `undefined` when there was nothing to end. */
  async revoke(publicId: string, at: Date, manager: EntityManager): Promise<string | undefined> {
    const [row] = await changeRows<{ user_id: string }>(
      manager,
      'update auth.session set revoked_at = $2 where public_id = $1 and revoked_at is null returning user_id',
      [publicId, at],
    );
    return row?.user_id;
  }

  async revokeAllOf(userId: string, at: Date, manager: EntityManager): Promise<void> {
    await manager.query('update auth.session set revoked_at = $2 where user_id = $1 and revoked_at is null', [
      userId,
      at,
    ]);
  }
}

function sessionOf(row: Row): BrowserSession {
  return {
    publicId: row.public_id,
    userId: row.user_id,
    csrfSecret: row.csrf_secret,
    amr: row.amr,
    ...(row.acr === null ? {} : { acr: row.acr }),
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    idleExpiresAt: row.idle_expires_at,
    absoluteExpiresAt: row.absolute_expires_at,
  };
}
