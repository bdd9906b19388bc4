import type { DataSource } from 'typeorm';
import { CHAIN_START } from '../chain/row-hash.js';
import type { ShardHead } from '../chain/shard-head.js';
import type { GenuineAnchor } from './anchor-walk.js';
import { headsOf } from '../anchor/anchor-statement.js';
import type { Findings } from './findings.js';
import type { ShardExtent } from './shard-extent.js';
import { shardRows } from './shard-rows.js';
import { ShardWalk } from './shard-walk.js';

/** All shards side by side: each is walked only as far as the anchor at hand asks, so memory does not grow with the trail. */
export class TrailWalk {
  private readonly walks = new Map<number, ShardWalk>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly extents: ReadonlyMap<number, ShardExtent>,
    private readonly floors: ReadonlyMap<number, ShardHead>,
    private readonly findings: Findings,
  ) {}

  get rows(): number {
    return [...this.walks.values()].reduce((sum, walk) => sum + walk.rows, 0);
  }

  get shards(): number {
    return this.walks.size;
  }

  /** Whether the rows up to an anchor are those that it signed. */
  async follow({ statement }: GenuineAnchor): Promise<void> {
    for (const head of headsOf(statement)) {
      const { shard, seq } = head;
      const floor = this.floors.get(shard);
      const stored =
        floor && seq <= floor.seq ? hashAt(floor, seq) : (await this.walkOf(shard).to(seq))?.toString('hex');
      if (stored !== undefined && stored !== head.hash)
        this.findings.add('history-rewritten', 'The rows up to here are not those that were anchored.', {
          anchor: statement.n,
          shard,
          seq,
        });
    }
  }

  /** Goes on to the end of every shard. */
  async finish(): Promise<void> {
    for (const extent of this.extents.values())
      if (extent.lastSeq > 0 || (extent.headSeq ?? 0) > 0) await this.finishShard(extent);
    this.walks.forEach((walk) => walk.finish());
  }

  private async finishShard(extent: ShardExtent): Promise<void> {
    const { shard, firstSeq, lastSeq, headSeq, headHash } = extent;
    const floor = this.floors.get(shard)?.seq ?? 0;
    if (lastSeq > 0 && firstSeq <= floor)
      this.findings.add('row-returned', 'A row is there that a purge had removed.', { shard, seq: firstSeq });
    const walk = this.walkOf(shard);
    const stored = await walk.to(headSeq ?? lastSeq);
    if (headSeq === undefined) this.findings.add('head-changed', 'The head of the chain is gone.', { shard });
    else if (headSeq < lastSeq || (stored !== undefined && !headHash?.equals(stored)))
      this.findings.add('head-changed', 'The head of the chain is not its last row.', { shard, seq: headSeq });
    await walk.to(lastSeq);
  }

  private walkOf(shard: number): ShardWalk {
    const known = this.walks.get(shard);
    if (known !== undefined) return known;
    const floor = this.floors.get(shard);
    const start = floor ? { seq: floor.seq, hash: Buffer.from(floor.hash, 'hex') } : { seq: 0, hash: CHAIN_START };
    const to = this.extents.get(shard)?.lastSeq ?? 0;
    const walk = new ShardWalk(
      shard,
      shardRows(this.dataSource, { shard, after: start.seq, to }),
      this.findings,
      start,
    );
    this.walks.set(shard, walk);
    return walk;
  }
}

/** Of what was purged only the floor is known. */
function hashAt(floor: ShardHead, seq: number): string | undefined {
  return seq === floor.seq ? floor.hash : undefined;
}
