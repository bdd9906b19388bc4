import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  UpdateDateColumn,
  VersionColumn,
  type Relation,
} from 'typeorm';
import { Patient } from './patient.entity.js';

/** An allergy or intolerance (FHIR R4 AllergyIntolerance). */
@Entity({ schema: 'ehr', name: 'allergy' })
export class Allergy {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'patient_id', type: 'uuid' })
  patientId!: string;

  @Column({ name: 'allergen', type: 'text' })
  allergen!: string;

  @Column({ name: 'code_system', type: 'text', nullable: true })
  codeSystem!: string | null;

  @Column({ name: 'code', type: 'text', nullable: true })
  code!: string | null;

  @Column({ name: 'reaction', type: 'text', nullable: true })
  reaction!: string | null;

  @Column({ name: 'severity', type: 'text', nullable: true })
  severity!: 'mild' | 'moderate' | 'severe' | null;

  /** YYYY-MM-DD. */
  @Column({ name: 'onset_date', type: 'date', nullable: true })
  onsetDate!: string | null;

  @Column({ name: 'status', type: 'text', default: 'active' })
  status!: 'active' | 'inactive' | 'resolved';

  @Column({ name: 'notes', type: 'text', nullable: true })
  notes!: string | null;

  @VersionColumn({ name: 'version', type: 'integer', default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;

  @ManyToOne(() => Patient)
  @JoinColumn({ name: 'patient_id' })
  patient!: Relation<Patient>;
}
