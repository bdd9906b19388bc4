import type { DeployedStack } from './deployed-stack.js';

const sql = `SELECT event || ' ' || outcome || ' ' || count(*) FROM audit.event GROUP BY event, outcome ORDER BY 1`;
const ask = `PGPASSWORD="$(cat /run/secrets/postgres_password)" psql -h 127.0.0.1 -U postgres -d caregate -At -c "${sql}"`;
/** What the walk did and what it was refused. */
const expected = [
  'patient.read success',
  'patient.read refused',
  'imaging.study.read success',
  'imaging.study.read refused',
];

/** Reads stand on the trail, the refused ones too. */
export async function tellTrail(stack: DeployedStack): Promise<string> {
  const said = (await stack.exec('postgres', 'sh', '-c', ask)).trim().split('\n');
  const seen = (each: string) => said.filter((line) => line.startsWith(`${each} `));
  const missing = expected.filter((each) => seen(each).length === 0);
  if (missing.length > 0) throw new Error(`Not on the trail: ${missing.join(', ')}. There is: ${said.join(', ')}`);
  return expected.flatMap(seen).join(', ');
}
