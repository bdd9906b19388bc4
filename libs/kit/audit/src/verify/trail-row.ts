/** A row of `audit.event` as verification reads it. */
export interface TrailRow {
  readonly shard: number;
  readonly seq: number;
  readonly id: string;
  readonly recorded_at: Date;
  readonly event: string;
  readonly outcome: string;
  readonly actor: string;
  readonly client_id: string | null;
  readonly patient_id: string | null;
  readonly hash: Buffer;
  readonly body: string;
}
