/** The end of one shard's chain at some moment. */
export interface ShardHead {
  readonly shard: number;
  readonly seq: number;
  /** Lower-case hex. */
  readonly hash: string;
}
