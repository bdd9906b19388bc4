import { fields, loadConfig } from '@caregate/kit-config';
import { clinicSeed, loadClinic, syntheticStudies } from '@caregate/synthetic';
import pg from 'pg';
import { z } from 'zod';
import { runCommand } from './run-command.js';

/** Fills an empty deployment with the synthetic clinic and its pictures, for tests; tells what was made, as JSON. */
await runCommand(async () => {
  const config = loadConfig(
    z.object({
      DATABASE_ADMIN_URL: fields.databaseUrl().describe('PostgreSQL, as a role that owns the schema'),
      ORTHANC_URL: fields.url().describe('The archive'),
      ORTHANC_LOADER_PASSWORD: fields.secret({ bytesMin: 32 }).describe('Of the user `loader` of the archive'),
    }),
  );
  await loadClinic(config.DATABASE_ADMIN_URL, clinicSeed());
  const authorization = `Basic ${Buffer.from(`loader:${config.ORTHANC_LOADER_PASSWORD}`).toString('base64')}`;
  const studies = syntheticStudies();
  for (const { series } of studies)
    for (const { instances } of series)
      for (const { part10 } of instances) await store(`${config.ORTHANC_URL}/instances`, authorization, part10());
  const patients = await patientIds(config.DATABASE_ADMIN_URL, [
    ...new Set(studies.map(({ patientMrn }) => patientMrn)),
  ]);
  const filed = studies.map(({ patientMrn, studyInstanceUid }) => ({ patientMrn, studyInstanceUid }));
  process.stdout.write(`${JSON.stringify({ patients, studies: filed })}\n`);
  return 0;
});

async function store(url: string, authorization: string, body: Buffer): Promise<void> {
  const headers = { authorization, 'content-type': 'application/dicom' };
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  if (!response.ok) throw new Error(`The archive answered ${response.status}.`);
}

async function patientIds(url: string, mrns: readonly string[]): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const sql = 'SELECT mrn, id FROM ehr.patient WHERE mrn = ANY ($1)';
    const { rows } = await client.query<{ mrn: string; id: string }>(sql, [mrns]);
    return Object.fromEntries(rows.map(({ mrn, id }) => [mrn, id]));
  } finally {
    await client.end();
  }
}
