import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The copy of one line of the anchor file, which is kept outside the database. */
@Entity({ schema: 'audit', name: 'anchor' })
export class AuditAnchor {
  @PrimaryColumn({ name: 'n', type: 'bigint' })
  n!: number;

  @Column({ name: 'anchored_at', type: 'timestamp with time zone' })
  anchoredAt!: Date;

  @Column({ name: 'statement', type: 'text' })
  statement!: string;

  @Column({ name: 'signature', type: 'bytea' })
  signature!: Buffer;
}
