import { createHash } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import type { DataSource, EntityManager } from 'typeorm';
import { CLOCKS_APART_SECONDS } from '../../clock.js';
import { changeRows, selectRows } from '../../database/statements.js';
import { POLL_SECONDS } from '../device/device-pace.js';
import type { ArtifactStore, StoredArtifact } from './artifact-store.js';

interface Row {
  payload: AdapterPayload;
  consumed_at: Date | null;
}

/**
 * What the authorization server must remember, in `auth.oidc_artifact`. Codes, tokens and cookies are kept as hashes:
 * the value itself stands nowhere in the table, so a copy of it opens nothing (OWASP ASVS 5.0, 10.4.7).
 */
export class ArtifactsRepository implements ArtifactStore {
  constructor(private readonly dataSource: DataSource) {}

  async upsert(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined): Promise<void> {
    await this.dataSource.query(
      `${INSERT} on conflict (model, id_hash) do update
       set payload = excluded.payload, expires_at = excluded.expires_at, account_id = excluded.account_id`,
      columnsOf(model, id, payload, expiresAt),
    );
  }

  async insertOnce(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined): Promise<boolean> {
    const rows = await selectRows(
      this.dataSource.manager,
      `${INSERT} on conflict (model, id_hash) do nothing returning model`,
      columnsOf(model, id, payload, expiresAt),
    );
    return rows.length === 1;
  }

  async find(model: string, id: string): Promise<StoredArtifact | undefined> {
    const rows = await selectRows<Row>(
      this.dataSource.manager,
      'select payload, consumed_at from auth.oidc_artifact where model = $1 and id_hash = $2',
      [model, hashOf(id)],
    );
    return rows[0] && { ...storedOf(rows[0]), payload: { ...rows[0].payload, jti: id } };
  }

  /** Without the value of the artifact itself, which cannot be known from its `uid`. */
  async findByUid(model: string, uid: string): Promise<StoredArtifact | undefined> {
    const rows = await selectRows<Row>(
      this.dataSource.manager,
      'select payload, consumed_at from auth.oidc_artifact where model = $1 and uid = $2',
      [model, uid],
    );
    return rows[0] && storedOf(rows[0]);
  }

  /**
   * Answers whether this call may use the artifact: it was unused, or used no longer ago than the grace allows. One
   * statement, so that of two who come at once only one finds it unused (gap G1, Keycloak CVE-2026-1035). Another use
   * within the grace moves the time by a microsecond, which nobody reads but `release`: it finds it no more.
   */
  async consume(model: string, id: string, at: Date, graceSince?: Date): Promise<boolean> {
    const rows = await changeRows(
      this.dataSource.manager,
      `update auth.oidc_artifact set consumed_at = coalesce(consumed_at + interval '1 microsecond', $3)
       where model = $1 and id_hash = $2 and (consumed_at is null or (consumed_at > $4
         and consumed_at <= $3::timestamptz + make_interval(secs => $5))) returning model`,
      [model, hashOf(id), at, graceSince ?? null, CLOCKS_APART_SECONDS],
    );
    return rows.length === 1;
  }

  async release(model: string, id: string, at: Date): Promise<boolean> {
    const rows = await changeRows(
      this.dataSource.manager,
      `update auth.oidc_artifact set consumed_at = null
       where model = $1 and id_hash = $2 and consumed_at = $3 returning model`,
      [model, hashOf(id), at],
    );
    return rows.length === 1;
  }

  destroy(model: string, id: string): Promise<boolean> {
    return this.spend(model, id, this.dataSource.manager);
  }

  /** As part of a greater change: whoever comes at the same time waits for it. Answers whether it was there. */
  async spend(model: string, id: string, manager: EntityManager): Promise<boolean> {
    const sql = 'delete from auth.oidc_artifact where model = $1 and id_hash = $2 returning model';
    return (await changeRows(manager, sql, [model, hashOf(id)])).length === 1;
  }

  /** A grant that was not made to last ends with the sign-in during which it was made. */
  async bindGrantToSession(grantId: string, sessionId: string): Promise<void> {
    await this.dataSource.query(`update auth.oidc_artifact set uid = $2 where model = 'Grant' and grant_id = $1`, [
      grantId,
      sessionId,
    ]);
  }

  async sessionOfGrant(grantId: string): Promise<string | undefined> {
    const rows = await selectRows<{ uid: string | null }>(
      this.dataSource.manager,
      `select uid from auth.oidc_artifact where model = 'Grant' and grant_id = $1`,
      [grantId],
    );
    return rows[0]?.uid ?? undefined;
  }

  async findWaitingDevice(userCode: string, at: Date): Promise<AdapterPayload | undefined> {
    const rows = await selectRows<Row>(
      this.dataSource.manager,
      `select payload, consumed_at from auth.oidc_artifact where ${WAITING}`,
      [userCode, at],
    );
    return rows[0]?.payload;
  }

  async pollDevice(deviceCode: string, at: Date): Promise<boolean> {
    const rows = await changeRows<{ hasty: boolean }>(this.dataSource.manager, POLL, [
      hashOf(deviceCode),
      at.getTime(),
      POLL_SECONDS,
      CLOCKS_APART_SECONDS,
    ]);
    return rows[0]?.hasty !== true;
  }

  async answerDevice(userCode: string, answer: Partial<AdapterPayload>, at: Date): Promise<boolean> {
    const rows = await changeRows(
      this.dataSource.manager,
      `update auth.oidc_artifact set payload = payload || $3::jsonb, grant_id = $4, account_id = $5
       where ${WAITING} returning model`,
      [userCode, at, answer, answer.grantId ?? null, answer.accountId ?? null],
    );
    return rows.length === 1;
  }
}

const INSERT = `insert into auth.oidc_artifact
    (model, id_hash, payload, grant_id, uid, account_id, client_id, expires_at, user_code)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const WAITING = `model = 'DeviceCode' and user_code = $1 and expires_at > $2 and consumed_at is null
  and not payload ? 'accountId' and not payload ? 'error'`;

/**
 * Reads and writes in one statement, so that of many polls at once at most one is in time. A time farther away than anybody
 * was told to wait, and than clocks are apart, was set by a clock that was ahead.
 */
const POLL = `update auth.oidc_artifact d
    set payload = d.payload || jsonb_build_object('pollSeconds', now_told.seconds,
      'pollAfter', $2::bigint + now_told.seconds * 1000)
  from (
    select told.id_hash, told.hasty, told.seconds + case when told.hasty then $3::int else 0 end as seconds
    from (
      select id_hash, coalesce((payload->>'pollAfter')::bigint, 0) between $2::bigint + 1
          and $2::bigint + (coalesce((payload->>'pollSeconds')::int, $3::int) + $4::int) * 1000 as hasty,
        coalesce((payload->>'pollSeconds')::int, $3::int) as seconds
      from auth.oidc_artifact where model = 'DeviceCode' and id_hash = $1 for update) told) now_told
  where d.model = 'DeviceCode' and d.id_hash = now_told.id_hash returning now_told.hasty`;

function columnsOf(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined): unknown[] {
  const { grantId, uid, accountId, clientId, userCode } = payload;
  return [
    model,
    hashOf(id),
    withoutValue(payload),
    grantId ?? (model === 'Grant' ? id : null),
    uid ?? null,
    accountId ?? null,
    clientId ?? null,
    expiresAt ?? null,
    userCode ?? null,
  ];
}

function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

/** `jti` is the code, token or cookie itself, and an interaction repeats the cookie of its session. */
function withoutValue({ jti: _value, session, ...rest }: AdapterPayload): AdapterPayload {
  if (session === undefined) return rest;
  const { cookie: _cookie, ...harmless } = { cookie: undefined, ...session };
  return { ...rest, session: harmless };
}

function storedOf({ payload, consumed_at: consumedAt }: Row): StoredArtifact {
  return { payload, ...(consumedAt === null ? {} : { consumedAt }) };
}
