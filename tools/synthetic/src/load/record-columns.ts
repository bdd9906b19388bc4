import type pg from 'pg';

/** The columns of a table that a row may bring along; generated ones compute themselves. */
export async function recordColumns(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [`ehr.${table}`],
  );
  return rows.map(({ name }) => name);
}
