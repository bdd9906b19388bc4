import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One entry of the audit trail. Rows are appended by `audit.append` and never saved through this class. */
@Entity({ schema: 'audit', name: 'event' })
export class AuditEvent {
  @PrimaryColumn({ name: 'shard', type: 'smallint' })
  shard!: number;

  /** Position in the chain of its shard, from 1 without gaps. */
  @PrimaryColumn({ name: 'seq', type: 'bigint' })
  seq!: number;

  @Column({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'recorded_at', type: 'timestamp with time zone' })
  recordedAt!: Date;

  @Column({ name: 'event', type: 'text' })
  event!: string;

  @Column({ name: 'outcome', type: 'text' })
  outcome!: string;

  @Column({ name: 'actor', type: 'text' })
  actor!: string;

  @Column({ name: 'client_id', type: 'text', nullable: true })
  clientId!: string | null;

  @Column({ name: 'patient_id', type: 'text', nullable: true })
  patientId!: string | null;

  @Column({ name: 'hash', type: 'bytea' })
  hash!: Buffer;

  /** The exact text that was hashed; every other column is copied out of it. */
  @Column({ name: 'body', type: 'text' })
  body!: string;
}
