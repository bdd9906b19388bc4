import { createDataSource, migrate } from '@caregate/data-models';
import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import type { DataSource } from 'typeorm';

export interface GivenAudit {
  readonly database: TestDatabase;
  /** Connected as the auth app. */
  readonly auth: DataSource;
  /** Connected as the EHR app, which may append and no more. */
  readonly ehr: DataSource;
  /** Runs SQL as the superuser of the database, with the guards switched off: the attacker of the threat model. */
  tamper(sql: string, parameters?: readonly unknown[]): Promise<void>;
  ask<T extends object>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
  /** Empties the trail, which is much faster than another database. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const EMPTY = `
  do $$ begin
    delete from audit.event; delete from audit.anchor; delete from audit.head;
    insert into audit.head (shard) select generate_series(0, 15);
  end $$`;

/** For specs: a migrated database of its own, seen by each of those who may touch the trail. */
export async function givenAudit(): Promise<GivenAudit> {
  const database = await testDatabase({ migrate: (url) => migrate(url) });
  const auth = await connect(database.urlAs('caregate_auth'));
  const ehr = await connect(database.urlAs('caregate_ehr'));
  const { superuserUrl } = database;
  return {
    database,
    auth,
    ehr,
    tamper: (sql, parameters = []) => withoutGuards(superuserUrl, sql, parameters),
    ask: <T extends object>(sql: string, parameters: readonly unknown[] = []) =>
      database.query(sql, parameters) as Promise<T[]>,
    reset: () => withoutGuards(superuserUrl, EMPTY, []),
    close: async () => {
      await Promise.all([auth.destroy(), ehr.destroy()]);
      await database.drop();
    },
  };
}

export async function connect(url: string): Promise<DataSource> {
  return createDataSource({ url, applicationName: 'audit-spec' }).initialize();
}

function withoutGuards(url: string, sql: string, parameters: readonly unknown[]): Promise<void> {
  const switchTriggers = (state: 'disable' | 'enable always') =>
    [
      ['event', 'event_never_changes'],
      ['event', 'event_goes_by_purge_only'],
      ['head', 'head_never_goes'],
      ['head', 'head_only_advances'],
      ['anchor', 'anchor_never_changes'],
    ]
      .map(([table, trigger]) => `alter table audit.${table} ${state} trigger ${trigger}`)
      .join(';');
  return withClient(url, async (client) => {
    await client.query(switchTriggers('disable'));
    await client.query(sql, [...parameters]);
    await client.query(switchTriggers('enable always'));
  });
}
