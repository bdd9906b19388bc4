import type { RelationKind } from '@caregate/core-permissions';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Why a subject may see a patient; `@caregate/core-permissions` decides what follows from it. */
@Entity({ schema: 'access', name: 'relation' })
export class AccessRelation {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'subject', type: 'text' })
  subject!: string;

  @Column({ name: 'patient_id', type: 'uuid', nullable: true })
  patientId!: string | null;

  @Column({ name: 'kind', type: 'text' })
  kind!: RelationKind;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'granted_by', type: 'text' })
  grantedBy!: string;

  @Column({ name: 'valid_from', type: 'timestamp with time zone', default: () => 'now()' })
  validFrom!: Date;

  @Column({ name: 'expires_at', type: 'timestamp with time zone', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamp with time zone', nullable: true })
  revokedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;
}
