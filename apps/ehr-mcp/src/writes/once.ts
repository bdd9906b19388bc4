import { createHash } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';

const claim = `
  INSERT INTO ehr.idempotency (caller, key, tool, request_hash, response) VALUES ($1, $2, $3, $4, '{}'::jsonb)
  ON CONFLICT DO NOTHING RETURNING key`;

const earlier = `SELECT request_hash FROM ehr.idempotency WHERE caller = $1 AND key = $2 AND tool = $3`;

export interface KeyedRequest {
  readonly caller: string;
  readonly key: string | undefined;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/**
 * Claims an idempotency key within the caller's transaction; `false` for a repetition, whose work is done already. A
 * second call waits for the first one's transaction, and works itself when that one is rolled back.
 */
export async function once(manager: EntityManager, { caller, key, tool, ...request }: KeyedRequest): Promise<boolean> {
  if (key === undefined) return true;
  const hash = createHash('sha256').update(canonical(request.arguments)).digest();
  const claimed = await manager.query<{ key: string }[]>(claim, [caller, key, tool, hash]);
  if (claimed.length > 0) return true;
  const [first] = await manager.query<{ request_hash: Buffer }[]>(earlier, [caller, key, tool]);
  if (first === undefined || !hash.equals(first.request_hash)) throw new DomainError('mcp.idempotency.mismatch');
  return false;
}

/** The same for the same arguments in any order. */
function canonical(values: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return JSON.stringify(given.sort(([one], [other]) => (one < other ? -1 : 1)));
}
