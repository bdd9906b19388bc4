import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A write that was done, and what was answered, so that a repeated request does it once. */
@Entity({ schema: 'ehr', name: 'idempotency' })
export class IdempotencyRecord {
  @PrimaryColumn({ name: 'caller', type: 'text' })
  caller!: string;

  @PrimaryColumn({ name: 'tool', type: 'text' })
  tool!: string;

  @PrimaryColumn({ name: 'key', type: 'text' })
  key!: string;

  @Column({ name: 'request_hash', type: 'bytea' })
  requestHash!: Buffer;

  @Column({ name: 'response', type: 'jsonb', nullable: true })
  response!: Record<string, unknown> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;
}
