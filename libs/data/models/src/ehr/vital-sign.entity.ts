import { Column, Entity } from 'typeorm';
import { decimalNumber } from '../database/decimal-number.transformer.js';
import { ChartEntry } from './chart-entry.entity.js';

/** What was measured at one moment (FHIR R4 vital-signs profile); units in UCUM beside each column. */
@Entity({ schema: 'ehr', name: 'vital_sign' })
export class VitalSign extends ChartEntry {
  @Column({ name: 'recorded_at', type: 'timestamp with time zone', default: () => 'now()' })
  recordedAt!: Date;

  /** mm[Hg] */
  @Column({ name: 'systolic_bp', type: 'smallint', nullable: true })
  systolicBp!: number | null;

  /** mm[Hg] */
  @Column({ name: 'diastolic_bp', type: 'smallint', nullable: true })
  diastolicBp!: number | null;

  /** /min */
  @Column({ name: 'heart_rate', type: 'smallint', nullable: true })
  heartRate!: number | null;

  /** [degF] */
  @Column({ name: 'temperature', type: 'numeric', transformer: decimalNumber, nullable: true })
  temperature!: number | null;

  /** /min */
  @Column({ name: 'respiratory_rate', type: 'smallint', nullable: true })
  respiratoryRate!: number | null;

  /** % */
  @Column({ name: 'oxygen_saturation', type: 'numeric', transformer: decimalNumber, nullable: true })
  oxygenSaturation!: number | null;

  /** [lb_av] */
  @Column({ name: 'weight', type: 'numeric', transformer: decimalNumber, nullable: true })
  weight!: number | null;

  /** [in_i] */
  @Column({ name: 'height', type: 'numeric', transformer: decimalNumber, nullable: true })
  height!: number | null;

  /** kg/m2 */
  @Column({ name: 'bmi', type: 'numeric', transformer: decimalNumber, nullable: true })
  bmi!: number | null;

  /** What was entered in error stays, and counts for nothing. */
  @Column({ name: 'status', type: 'text', default: 'final' })
  status!: 'final' | 'corrected' | 'entered_in_error';

  @Column({ name: 'recorded_by', type: 'text' })
  recordedBy!: string;

  @Column({ name: 'notes', type: 'text', nullable: true })
  notes!: string | null;

  @Column({ name: 'recorded_by_subject', type: 'text', nullable: true })
  recordedBySubject!: string | null;

  @Column({ name: 'recorded_by_client', type: 'text', nullable: true })
  recordedByClient!: string | null;

  /** When it was last corrected, if it ever was; the database writes it. */
  @Column({ name: 'updated_at', type: 'timestamp with time zone', nullable: true, insert: false, update: false })
  updatedAt!: Date | null;
}
