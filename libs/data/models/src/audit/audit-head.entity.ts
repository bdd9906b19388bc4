import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The end of one chain of the audit trail. */
@Entity({ schema: 'audit', name: 'head' })
export class AuditHead {
  @PrimaryColumn({ name: 'shard', type: 'smallint' })
  shard!: number;

  @Column({ name: 'seq', type: 'bigint' })
  seq!: number;

  @Column({ name: 'hash', type: 'bytea' })
  hash!: Buffer;

  /** Rows up to here were purged. */
  @Column({ name: 'floor_seq', type: 'bigint' })
  floorSeq!: number;
}
