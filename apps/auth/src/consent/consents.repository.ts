import type { DataSource, EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';

/** What a consent is about: who lets whom, coming back where, do what at which service. */
export interface ConsentKey {
  readonly userId: string;
  readonly clientId: string;
  readonly redirectHost: string;
  readonly resource: string;
}

export interface StandingConsent extends ConsentKey {
  readonly scopes: readonly string[];
  readonly grantedAt: Date;
}

interface ConsentRow {
  user_id: string;
  client_id: string;
  redirect_host: string;
  resource: string;
  scopes: string[];
  granted_at: Date;
}

export class ConsentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The scopes somebody allowed before and has not taken back. */
  async scopesOf(key: ConsentKey): Promise<ReadonlySet<string>> {
    const rows = await selectRows<{ scopes: string[] }>(
      this.dataSource.manager,
      `select scopes from auth.consent
       where user_id = $1 and client_id = $2 and redirect_host = $3 and resource = $4 and withdrawn_at is null`,
      valuesOf(key),
    );
    return new Set(rows[0]?.scopes);
  }

  async give(key: ConsentKey, scopes: readonly string[], at: Date, manager: EntityManager): Promise<void> {
    await manager.query(
      `insert into auth.consent (user_id, client_id, redirect_host, resource, scopes, granted_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (user_id, client_id, redirect_host, resource)
       do update set scopes = excluded.scopes, granted_at = excluded.granted_at, withdrawn_at = null`,
      [...valuesOf(key), scopes, at],
    );
  }

  /** What stands of a person, of a client, or all. */
  async standing({ userId, clientId }: { userId?: string | undefined; clientId?: string | undefined }) {
    const rows = await selectRows<ConsentRow>(
      this.dataSource.manager,
      `select user_id, client_id, redirect_host, resource, scopes, granted_at from auth.consent
       where withdrawn_at is null and ($1::uuid is null or user_id = $1) and ($2::text is null or client_id = $2)
       order by granted_at desc, client_id, redirect_host, resource`,
      [userId ?? null, clientId ?? null],
    );
    return rows.map(standingOf);
  }

  async withdrawOne(key: ConsentKey, at: Date, manager: EntityManager): Promise<void> {
    await manager.query(
      `update auth.consent set withdrawn_at = $5
       where user_id = $1 and client_id = $2 and redirect_host = $3 and resource = $4 and withdrawn_at is null`,
      [...valuesOf(key), at],
    );
  }

  /** Takes back all that somebody, or everybody, allowed to a client, or that somebody allowed at all. */
  async withdraw(of: { userId?: string; clientId?: string }, at: Date, manager: EntityManager): Promise<number> {
    const rows = await changeRows(
      manager,
      `update auth.consent set withdrawn_at = $3
       where withdrawn_at is null and ($1::uuid is null or user_id = $1) and ($2::text is null or client_id = $2)
         and ($1::uuid is not null or $2::text is not null)
       returning client_id`,
      [of.userId ?? null, of.clientId ?? null, at],
    );
    return rows.length;
  }
}

function standingOf(row: ConsentRow): StandingConsent {
  return {
    userId: row.user_id,
    clientId: row.client_id,
    redirectHost: row.redirect_host,
    resource: row.resource,
    scopes: row.scopes,
    grantedAt: row.granted_at,
  };
}

function valuesOf({ userId, clientId, redirectHost, resource }: ConsentKey): readonly string[] {
  return [userId, clientId, redirectHost, resource];
}
