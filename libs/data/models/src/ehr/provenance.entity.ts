import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Who wrote a row, on whose behalf and why, and what it said before (FHIR R4 Provenance). Never changed. */
@Entity({ schema: 'ehr', name: 'provenance' })
export class Provenance {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'patient_id', type: 'uuid', nullable: true })
  patientId!: string | null;

  /** Table of the schema `ehr`. */
  @Column({ name: 'target', type: 'text' })
  target!: string;

  @Column({ name: 'target_id', type: 'uuid' })
  targetId!: string;

  @Column({ name: 'activity', type: 'text' })
  activity!: 'create' | 'update' | 'nullify';

  /** The row before an update. */
  @Column({ name: 'before', type: 'jsonb', nullable: true })
  before!: Record<string, unknown> | null;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'tool', type: 'text' })
  tool!: string;

  @Column({ name: 'actor_kind', type: 'text' })
  actorKind!: 'user' | 'client' | 'agent';

  @Column({ name: 'actor_subject', type: 'text' })
  actorSubject!: string;

  /** Empty where that was not kept yet. */
  @Column({ name: 'actor_role', type: 'text', nullable: true })
  actorRole!: string | null;

  @Column({ name: 'actor_client', type: 'text' })
  actorClient!: string;

  @Column({ name: 'on_behalf_of', type: 'text', nullable: true })
  onBehalfOf!: string | null;

  @Column({ name: 'request_id', type: 'text' })
  requestId!: string;

  @CreateDateColumn({ name: 'recorded_at', type: 'timestamp with time zone', default: () => 'now()' })
  recordedAt!: Date;
}
