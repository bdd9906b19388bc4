import { DomainError } from '@caregate/core-errors';
import type { Redis } from 'ioredis';

/**
 * Refuses at the start what would seem to work: where a database cannot be chosen, the client goes on in the first, which
 * may be that of another installation; and a cluster takes each key only where it belongs.
 */
export async function assertFit(redis: Redis): Promise<void> {
  const { db = 0 } = redis.options;
  const mode = await modeOf(redis);
  if (mode === 'cluster' || mode === 'sentinel') throw unfit(`it is in ${mode} mode`);
  if (db !== 0) await redis.select(db).catch((cause: unknown) => Promise.reject(unfit(`no database ${db}`, cause)));
}

/** Who may not ask is not told. */
async function modeOf(redis: Redis): Promise<string | undefined> {
  const info = await redis.info('server').catch(noneIfForbidden);
  return /^redis_mode:(\w+)/mu.exec(info)?.[1];
}

function noneIfForbidden(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('NOPERM')) return '';
  throw error;
}

function unfit(found: string, cause?: unknown): DomainError {
  return new DomainError('messaging.redis.unfit', { detail: { found }, cause });
}
