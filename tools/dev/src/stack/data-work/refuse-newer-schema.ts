import { migrations } from '@caregate/data-models';
import pg from 'pg';
import { StartRefused } from '../words/start-refused.error.js';

/** A program that does not know what the record has learnt since would show it wrongly: what was withdrawn as valid. */
export async function refuseNewerSchema(adminUrl: string): Promise<void> {
  const known = migrations.map(({ name }) => name);
  const unknown = (await applied(adminUrl)).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new StartRefused(
    `A newer version of CareGate has changed the data of this folder (${unknown.join(', ')}).`,
    'Start that version, or name another folder with --folder.',
  );
}

async function applied(adminUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('public.schema_migration') IS NOT NULL AS there`,
    );
    if (rows[0]?.there !== true) return [];
    const names = await client.query<{ name: string }>('SELECT name FROM public.schema_migration ORDER BY id');
    return names.rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
