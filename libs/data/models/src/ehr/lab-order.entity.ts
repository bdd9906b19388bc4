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

/** A laboratory test (FHIR R4 ServiceRequest and DiagnosticReport). */
@Entity({ schema: 'ehr', name: 'lab_order' })
export class LabOrder {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'order_id', type: 'text' })
  orderId!: string;

  @Column({ name: 'patient_id', type: 'uuid' })
  patientId!: string;

  @Column({ name: 'test_name', type: 'text' })
  testName!: string;

  @Column({ name: 'loinc_code', type: 'text', nullable: true })
  loincCode!: string | null;

  @Column({ name: 'ordered_at', type: 'timestamp with time zone', default: () => 'now()' })
  orderedAt!: Date;

  @Column({ name: 'collected_at', type: 'timestamp with time zone', nullable: true })
  collectedAt!: Date | null;

  @Column({ name: 'resulted_at', type: 'timestamp with time zone', nullable: true })
  resultedAt!: Date | null;

  @PrimaryColumn({ name: 'status', type: 'text', default: 'pending' })
  status!: 'pending' | 'in_progress' | 'final';

  @Column({ name: 'ordered_by', type: 'text', nullable: true })
  orderedBy!: string | null;

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
