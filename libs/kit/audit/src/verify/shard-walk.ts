import { rowHash } from '../chain/row-hash.js';
import { changedColumns } from './changed-columns.js';
import type { Findings } from './findings.js';
import type { TrailRow } from './trail-row.js';

/** Two processes that append to one shard in turn may have clocks that differ by so much. */
const CLOCK_TOLERANCE_MILLISECONDS = 60_000;

/**
 * Walks along one shard, recomputing every link. A row is checked against the *stored* hash of the row before it, so that
 * one changed row is one finding and not as many as there are rows after it.
 */
export class ShardWalk {
  /** Rows seen so far. */
  rows = 0;
  /** How far we are. */
  seq: number;
  private next: TrailRow | undefined;
  /** Stored hash of the row at `seq`; absent when that row is missing. */
  private hash: Buffer | undefined;
  private missingFrom: number | undefined;
  private latest = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly shard: number,
    private readonly source: AsyncIterator<TrailRow>,
    private readonly findings: Findings,
    start: { readonly seq: number; readonly hash: Buffer },
  ) {
    this.seq = start.seq;
    this.hash = start.hash;
  }

  /** Goes on to a position; answers the hash stored there, or nothing where the row is missing. */
  async to(seq: number): Promise<Buffer | undefined> {
    while (this.seq < seq) await this.step(seq);
    return this.seq === seq ? this.hash : undefined;
  }

  /** Reports what is missing at the end. */
  finish(): void {
    if (this.missingFrom !== undefined)
      this.reportMissing(this.missingFrom, this.seq, 'The end of the chain is missing');
  }

  private async step(seq: number): Promise<void> {
    const row = (this.next ??= (await this.source.next()).value as TrailRow | undefined);
    if (row === undefined) this.endAt(seq);
    else if (row.seq > this.seq + 1) this.skipTo(row.seq - 1);
    else {
      this.check(row);
      this.next = undefined;
    }
  }

  private endAt(seq: number): void {
    this.missingFrom ??= this.seq + 1;
    this.seq = seq;
    this.hash = undefined;
  }

  private skipTo(seq: number): void {
    this.reportMissing(this.seq + 1, seq, 'Rows are missing');
    this.seq = seq;
    this.hash = undefined;
  }

  private check(row: TrailRow): void {
    this.rows += 1;
    const { shard } = this;
    const { seq, id } = row;
    if (this.hash !== undefined && !rowHash(this.hash, { shard, seq, body: row.body }).equals(row.hash))
      this.findings.add('row-changed', 'The row does not follow from the one before it.', { shard, seq, id });
    for (const column of changedColumns(row))
      this.findings.add('column-changed', `The column ${column} does not say what was hashed.`, { shard, seq, id });
    this.checkClock(row);
    this.seq = seq;
    this.hash = row.hash;
  }

  private checkClock({ seq, id, recorded_at: at }: TrailRow): void {
    if (at.getTime() < this.latest - CLOCK_TOLERANCE_MILLISECONDS)
      this.findings.add('clock-backwards', `The row is dated ${at.toISOString()}, long before the one before it.`, {
        shard: this.shard,
        seq,
        id,
      });
    this.latest = at.getTime();
  }

  private reportMissing(seq: number, toSeq: number, what: string): void {
    this.findings.add('row-missing', `${what}: ${toSeq - seq + 1}.`, { shard: this.shard, seq, toSeq });
  }
}
