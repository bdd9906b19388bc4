import type pg from 'pg';

/**
 * Takes secondary indexes and foreign keys of these tables away and answers how to put them back. A key checked for
 * ten million rows at once is a join; checked row by row it is ten million searches. It happens inside the caller's
 * transaction: whatever goes wrong, the tables are as they were, and no reader ever sees them without.
 */
export async function setAside(client: pg.Client, tables: readonly string[]): Promise<SetAside> {
  const relations = tables.map((table) => `ehr.${table}`);
  const keys = await client.query<Definition>(FOREIGN_KEYS, [relations]);
  const indexes = await client.query<Definition>(INDEXES, [relations]);
  for (const { name, owner } of keys.rows) await client.query(`alter table ${owner} drop constraint ${name}`);
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  const restore = indexes.rows.map(({ definition }) => definition);
  const rejoin = keys.rows.map(
    ({ name, owner, definition }) => `alter table ${owner} add constraint ${name} ${definition}`,
  );
  return { statements: [...restore, ...rejoin] };
}

export interface SetAside {
  /** Run in this order; adding a foreign key checks every row. */
  readonly statements: readonly string[];
}

interface Definition {
  readonly name: string;
  readonly owner: string;
  readonly definition: string;
}

const FOREIGN_KEYS = `
  select quote_ident(conname) as name, conrelid::regclass::text as owner, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and conrelid = any ($1::regclass[]) order by conname`;

/** Those that no constraint stands on: unique and primary keys stay and go on refusing duplicates. */
const INDEXES = `
  select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as owner,
    pg_get_indexdef(i.indexrelid) as definition
  from pg_index i
  where i.indrelid = any ($1::regclass[]) and not i.indisunique
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid) order by 1`;
