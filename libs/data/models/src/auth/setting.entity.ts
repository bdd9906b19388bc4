import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** What an administrator changes while the server runs. */
@Entity({ schema: 'auth', name: 'setting' })
export class Setting {
  @PrimaryColumn({ name: 'key', type: 'text' })
  key!: string;

  @Column({ name: 'value', type: 'jsonb' })
  value!: unknown;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;

  @Column({ name: 'updated_by', type: 'text', nullable: true })
  updatedBy!: string | null;
}
