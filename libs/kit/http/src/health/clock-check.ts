import type { HealthCheck } from './health.registry.js';

/** The part of a TypeORM `DataSource` that is asked here. */
interface AskedDatabase {
  query(sql: string): Promise<readonly { readonly now: Date }[]>;
}

/** Less than what the clocks of those who sign tokens and of those who read them may differ by. */
const APART_MILLISECONDS_MAX = 30_000;

/**
 * Tokens are judged by the clock of each process, and access that begins and ends by that of the database: whose clock is
 * apart from it refuses everybody, or believes for too long.
 */
export async function checkClock(database: AskedDatabase, clock = () => new Date()): Promise<HealthCheck> {
  const asked = clock().getTime();
  const [row] = await database.query('SELECT clock_timestamp() AS now');
  const answered = clock().getTime();
  const now = row?.now.getTime() ?? asked;
  const isApart = now < asked - APART_MILLISECONDS_MAX || now > answered + APART_MILLISECONDS_MAX;
  return isApart
    ? { status: 'unhealthy', detail: 'The clock of this process and that of the database are apart.' }
    : { status: 'healthy' };
}
