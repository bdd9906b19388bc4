import type { DataSource } from 'typeorm';
import type { TrailRow } from './trail-row.js';

const PAGE_ROWS = 1_000;

/**
 * The rows of one shard in order, a page at a time. Not a cursor: that would keep one snapshot open for as long as the
 * verification lasts and with it every old version of the heads, which slows appending down. Rows do not change and none
 * comes in between, so pages give the same.
 */
export async function* shardRows(
  dataSource: DataSource,
  { shard, after, to }: { readonly shard: number; readonly after: number; readonly to: number },
): AsyncGenerator<TrailRow> {
  for (let last = after; ;) {
    const page = await dataSource.query<TrailRow[]>(
      `select shard, seq, id, recorded_at, event, outcome, actor, client_id, patient_id, hash, body
         from audit.event where shard = $1 and seq > $2 and seq <= $3 order by seq limit ${PAGE_ROWS}`,
      [shard, last, to],
    );
    for (const row of page) yield { ...row, seq: (last = Number(row.seq)) };
    if (page.length < PAGE_ROWS) return;
  }
}
