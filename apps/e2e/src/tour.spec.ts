import { StepLog, tour } from '@caregate/dev';
import { describeIf, redisForTests } from '@caregate/testing';

/** A failed step throws with its name and what it saw instead. */
async function walk(redisUrl?: string): Promise<StepLog> {
  const log = new StepLog(() => undefined);
  await tour(log, { redisUrl });
  return log;
}

describe('[A01 A02 A03 A05 A08 T08 E01 E03 E04 G07 G11 M08 M09 P01 X03 X11 X12] the main path, from sign-in to the audit trail', () => {
  it('[T06] holds on PostgreSQL alone', async () => {
    const { results } = await walk();
    expect(results.filter(({ holds }) => !holds)).toEqual([]);
    expect(results.length).toBeGreaterThan(20);
  }, 120_000);
});

describeIf(await redisForTests(), '[T06] the main path with Redis', (redis) => {
  it('holds too', async () => {
    try {
      const { results } = await walk(redis.url);
      expect(results.filter(({ holds }) => !holds)).toEqual([]);
    } finally {
      await redis.stop();
    }
  }, 120_000);
});
