import type { DataSource, EntityManager } from 'typeorm';
import { secondsLater, type Clock } from '../clock.js';
import { changeRows, selectRows } from '../database/statements.js';
import type { KeyRotation } from '../keys/key-rotation.service.js';
import type { AuthTrail } from '../trail/auth-trail.js';

export interface HousekeepingOptions {
  readonly dataSource: DataSource;
  readonly rotation: KeyRotation;
  readonly trail: AuthTrail;
  readonly clock: Clock;
  /** The longest that anybody may take from what they allowed to the tokens that come of it. */
  readonly redeemSeconds: number;
}

interface Leftover {
  readonly table: string;
  readonly where: string;
  readonly keepSeconds: number;
}

const INTERVAL_MILLISECONDS = 5 * 60_000;
const DAY_SECONDS = 86_400;

/** Clocks of processes may be apart, and a device asks again after a while. */
const MARGIN_SECONDS = 3600;

/** Sessions that ended by themselves are put on the trail in portions, as each entry holds a chain for a moment. */
const SESSIONS_AT_ONCE = 200;

/** What a long absence left behind is removed in portions too, for each statement has its time. */
const ROWS_AT_ONCE = 50_000;

/** What nobody can use any more, and how long it is kept after that for whoever looks into an incident. */
const LEFTOVERS: readonly Leftover[] = [
  { table: 'auth.login_state', where: 'expires_at < $1', keepSeconds: 0 },
  { table: 'auth.oidc_artifact', where: 'expires_at < $1', keepSeconds: 0 },
  { table: 'auth.rate_count', where: 'expire < extract(epoch from $1::timestamptz) * 1000', keepSeconds: 0 },
  // A clock that goes ahead for a while must not bring back what was revoked.
  { table: 'access.revocation', where: 'expires_at < $1', keepSeconds: 7 * DAY_SECONDS },
  { table: 'auth.issued_token', where: 'expires_at < $1', keepSeconds: 7 * DAY_SECONDS },
  { table: 'auth.session', where: 'absolute_expires_at < $1', keepSeconds: 90 * DAY_SECONDS },
  {
    table: 'auth.oauth_client',
    where: `created_by = 'dynamic-registration' and expires_at < $1`,
    keepSeconds: 30 * DAY_SECONDS,
  },
  // They have no end of their own: they go with the application whose registration they open.
  {
    table: 'auth.oidc_artifact',
    where: `model = 'RegistrationAccessToken' and (payload ->> 'iat')::bigint < extract(epoch from $1::timestamptz)
      and not exists (select from auth.oauth_client c where c.client_id = oidc_artifact.client_id)`,
    keepSeconds: MARGIN_SECONDS,
  },
];

/**
 * What somebody allowed and nobody ever fetched, as the browser was closed or a process died over it. That a grant this
 * young has no tokens on record shows that it never had any, wherever its refresh tokens are kept.
 */
const CAME_TO_NOTHING = `model = 'Grant'
  and (payload ->> 'iat')::bigint between extract(epoch from $1::timestamptz) - ${5 * DAY_SECONDS} and extract(epoch from $1::timestamptz)
  and not exists (select from auth.issued_token t where t.grant_id = oidc_artifact.grant_id)
  and not exists (select from auth.oidc_artifact o
    where o.grant_id = oidc_artifact.grant_id and o.model <> 'Grant' and o.expires_at > $1::timestamptz)`;

/** Removes what has had its time. One process at a time, whichever comes first. */
export class Housekeeping {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly options: HousekeepingOptions) {}

  start(onError: (error: unknown) => void): void {
    this.timer = setInterval(() => {
      this.working = this.sweep().catch(onError);
    }, INTERVAL_MILLISECONDS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  async sweep(): Promise<void> {
    const now = this.options.clock();
    await this.options.dataSource.transaction(async (manager) => {
      const [lock] = await selectRows<{ mine: boolean }>(
        manager,
        `select pg_try_advisory_xact_lock(hashtextextended('auth.housekeeping', 0)) as mine`,
        [],
      );
      if (lock?.mine !== true) return;
      for (const leftover of LEFTOVERS) await removeAll(manager, leftover, now);
      const keepSeconds = this.options.redeemSeconds + MARGIN_SECONDS;
      await removeAll(manager, { table: 'auth.oidc_artifact', where: CAME_TO_NOTHING, keepSeconds }, now);
      await this.endSessions(now, manager);
    });
    await this.options.rotation.sweep();
  }

  /** Automatic logoff is an event too (45 CFR 164.312(a)(2)(iii)). */
  private async endSessions(now: Date, manager: EntityManager): Promise<void> {
    const ended = await changeRows<{ public_id: string; user_id: string }>(
      manager,
      `update auth.session set revoked_at = $1 where id_hash in (
         select id_hash from auth.session
         where revoked_at is null and least(idle_expires_at, absolute_expires_at) <= $1
         order by absolute_expires_at limit ${SESSIONS_AT_ONCE} for update skip locked
       ) returning public_id, user_id`,
      [now],
    );
    for (const { public_id: sessionId, user_id: subject } of ended)
      await this.options.trail.recordIn(manager, 'session.expired', { actor: { kind: 'user', subject }, sessionId });
  }
}

async function removeAll(manager: EntityManager, { table, where, keepSeconds }: Leftover, now: Date): Promise<void> {
  const portion = `select ctid from ${table} where ${where} limit ${ROWS_AT_ONCE}`;
  for (let removed = ROWS_AT_ONCE; removed === ROWS_AT_ONCE;) {
    const sql = `delete from ${table} where ctid = any(array(${portion}))`;
    [, removed] = await manager.query<[unknown, number]>(sql, [secondsLater(now, -keepSeconds)]);
  }
}
