import type { EntityManager } from 'typeorm';

/** What the database says of one shard at the start of a verification. */
export interface ShardExtent {
  readonly shard: number;
  /** Position and hash of the head; absent where the head has been removed. */
  readonly headSeq?: number;
  readonly headHash?: Buffer;
  /** 0 where there are no rows. */
  readonly firstSeq: number;
  readonly lastSeq: number;
}

interface Row {
  readonly shard: number;
  readonly head_seq: number | null;
  readonly head_hash: Buffer | null;
  readonly first_seq: number | null;
  readonly last_seq: number | null;
}

/** In one statement, so that heads and rows are those of one moment. The recursion hops from shard to shard by the index. */
export async function readExtents(manager: EntityManager): Promise<ShardExtent[]> {
  const rows = await manager.query<Row[]>(`
    with recursive used as (
      (select shard from audit.event order by shard limit 1)
      union all
      select (select e.shard from audit.event e where e.shard > used.shard order by e.shard limit 1)
        from used where used.shard is not null
    ), known as (
      select shard from used where shard is not null union select shard from audit.head
    )
    select known.shard, head.seq as head_seq, head.hash as head_hash,
           (select min(e.seq) from audit.event e where e.shard = known.shard) as first_seq,
           (select max(e.seq) from audit.event e where e.shard = known.shard) as last_seq
      from known left join audit.head using (shard) order by known.shard`);
  return rows.map((row) => ({
    shard: row.shard,
    firstSeq: Number(row.first_seq ?? 0),
    lastSeq: Number(row.last_seq ?? 0),
    ...(row.head_seq === null || row.head_hash === null
      ? {}
      : { headSeq: Number(row.head_seq), headHash: row.head_hash }),
  }));
}
