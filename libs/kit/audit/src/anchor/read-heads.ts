import type { EntityManager } from 'typeorm';
import type { ShardHead } from '../chain/shard-head.js';

/** All heads at one moment; a shard that has no rows yet has none. */
export async function readHeads(manager: EntityManager): Promise<ShardHead[]> {
  const rows = await manager.query<ShardHead[]>(
    `select shard, seq, encode(hash, 'hex') as hash from audit.head where seq > 0 order by shard`,
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}
