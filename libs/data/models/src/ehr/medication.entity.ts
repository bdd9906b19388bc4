import { Column, Entity, JoinColumn, ManyToOne, UpdateDateColumn, type Relation } from 'typeorm';
import { decimalNumber } from '../database/decimal-number.transformer.js';
import { ChartEntry } from './chart-entry.entity.js';
import { Provider } from './provider.entity.js';

/** A prescription (FHIR R4 MedicationRequest). */
@Entity({ schema: 'ehr', name: 'medication' })
export class Medication extends ChartEntry {
  @Column({ name: 'medication_id', type: 'text' })
  medicationId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'rxnorm_code', type: 'text', nullable: true })
  rxnormCode!: string | null;

  @Column({ name: 'dosage', type: 'text' })
  dosage!: string;

  @Column({ name: 'dose_value', type: 'numeric', transformer: decimalNumber, nullable: true })
  doseValue!: number | null;

  /** UCUM. */
  @Column({ name: 'dose_unit', type: 'text', nullable: true })
  doseUnit!: string | null;

  @Column({ name: 'frequency', type: 'text' })
  frequency!: string;

  @Column({ name: 'route', type: 'text', nullable: true })
  route!: string | null;

  /** YYYY-MM-DD. */
  @Column({ name: 'prescribed_date', type: 'date', default: () => 'current_date' })
  prescribedDate!: string;

  @Column({ name: 'prescriber', type: 'text', nullable: true })
  prescriber!: string | null;

  @Column({ name: 'prescriber_id', type: 'uuid', nullable: true })
  prescriberId!: string | null;

  @Column({ name: 'status', type: 'text', default: 'active' })
  status!: 'active' | 'discontinued' | 'completed' | 'entered_in_error';

  @Column({ name: 'refills_remaining', type: 'integer', default: 0 })
  refillsRemaining!: number;

  @Column({ name: 'notes', type: 'text', nullable: true })
  notes!: string | null;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;

  @ManyToOne(() => Provider)
  @JoinColumn({ name: 'prescriber_id' })
  prescribingProvider!: Relation<Provider> | null;
}
