import { setTimeout as pause } from 'node:timers/promises';
import { errorCodeOf } from '../error-code.js';
import { BatchRefused } from './group-commit.js';
import type { HeldConnection } from './held-connection.js';

const FIRST_PAUSE_MILLISECONDS = 25;
const PAUSE_MILLISECONDS_MAX = 500;

/**
 * Appends a batch, and tries again while the database is away, until the time is up. After a first failure nobody knows
 * whether the batch arrived, so every later attempt appends only what is missing: ids are unique, no entry comes twice.
 */
export async function appendBatch(
  connection: HeldConnection,
  bodies: readonly string[],
  giveUpMilliseconds: number,
): Promise<void> {
  const deadline = performance.now() + giveUpMilliseconds;
  const entries = bodies.join('\n');
  let sql = 'SELECT audit.append($1)';
  for (let wait = FIRST_PAUSE_MILLISECONDS; ; wait = Math.min(2 * wait, PAUSE_MILLISECONDS_MAX)) {
    try {
      return await connection.query(sql, [entries], Math.max(1, deadline - performance.now()));
    } catch (error) {
      if (isRefusal(error)) throw new BatchRefused('The database refused the batch.', { cause: error });
      if (performance.now() + wait >= deadline) throw error;
    }
    sql = 'SELECT audit.append_missing($1)';
    await pause(wait);
  }
}

/**
 * Whether the database has seen the entries and does not want them (SQLSTATE classes 22 data, 23 constraint, 42 rights
 * and names, P0 raised). A unique violation is none: the first attempt may have been committed a moment after we asked.
 */
function isRefusal(error: unknown): boolean {
  const state = errorCodeOf(error) ?? '';
  return REFUSAL.test(state) && state !== UNIQUE_VIOLATION;
}

const REFUSAL = /^(22|23|42|P0)[0-9A-Z]{3}$/;
const UNIQUE_VIOLATION = '23505';
