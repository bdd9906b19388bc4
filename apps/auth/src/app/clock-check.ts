import type { HealthCheck } from '@caregate/kit-http';
import type { DataSource } from 'typeorm';
import { secondsLater, type Clock } from '../clock.js';
import { selectRows } from '../database/statements.js';

/** Codes live a minute, so that half of it is what clocks may take of them. */
const APART_SECONDS_MAX = 30;

/**
 * What one process makes others judge by their own clocks, and emergency access begins and ends by that of the database:
 * whose clock is apart from it refuses too early, or believes for too long.
 */
export async function checkClock(dataSource: DataSource, clock: Clock): Promise<HealthCheck> {
  const asked = clock();
  const [row] = await selectRows<{ now: Date }>(dataSource.manager, 'select clock_timestamp() as now', []);
  const answered = clock();
  const now = row?.now ?? asked;
  const isApart = now < secondsLater(asked, -APART_SECONDS_MAX) || now > secondsLater(answered, APART_SECONDS_MAX);
  return isApart
    ? { status: 'unhealthy', detail: 'The clock of this process and that of the database are apart.' }
    : { status: 'healthy' };
}
