import { Redis } from 'ioredis';

/** Connected, or known not to be: what comes before that would fail without need. */
export async function openRedis(url: string | undefined, undo: (() => Promise<unknown>)[]): Promise<Redis | undefined> {
  if (url === undefined) return undefined;
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  // Without it each process counts for itself, and who needs what is kept there is refused; no reason to end.
  redis.on('error', () => undefined);
  undo.push(async () => redis.disconnect());
  await new Promise<void>((resolve) => {
    redis.once('ready', resolve);
    redis.once('error', () => resolve());
  });
  return redis;
}
