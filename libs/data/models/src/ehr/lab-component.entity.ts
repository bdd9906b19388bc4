import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { decimalNumber } from '../database/decimal-number.transformer.js';
import { LabOrder } from './lab-order.entity.js';

/** One value of a laboratory test (FHIR R4 Observation). */
@Entity({ schema: 'ehr', name: 'lab_component' })
export class LabComponent {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'lab_order_id', type: 'uuid' })
  labOrderId!: string;

  @Column({ name: 'patient_id', type: 'uuid' })
  patientId!: string;

  @Column({ name: 'component', type: 'text' })
  component!: string;

  @Column({ name: 'loinc_code', type: 'text', nullable: true })
  loincCode!: string | null;

  @Column({ name: 'value_number', type: 'numeric', transformer: decimalNumber, nullable: true })
  valueNumber!: number | null;

  @Column({ name: 'value_text', type: 'text', nullable: true })
  valueText!: string | null;

  /** UCUM. */
  @Column({ name: 'unit', type: 'text', nullable: true })
  unit!: string | null;

  @Column({ name: 'reference_low', type: 'numeric', transformer: decimalNumber, nullable: true })
  referenceLow!: number | null;

  @Column({ name: 'reference_high', type: 'numeric', transformer: decimalNumber, nullable: true })
  referenceHigh!: number | null;

  @Column({ name: 'reference_text', type: 'text', nullable: true })
  referenceText!: string | null;

  /** HL7 v3 ObservationInterpretation. */
  @Column({ name: 'flag', type: 'text', nullable: true })
  flag!: 'N' | 'L' | 'H' | 'LL' | 'HH' | 'A' | null;

  /** `reported`: as its order says. */
  @Column({ name: 'status', type: 'text', default: 'reported' })
  status!: 'reported' | 'corrected' | 'entered_in_error';

  @Column({ name: 'effective_at', type: 'timestamp with time zone' })
  effectiveAt!: Date;

  @ManyToOne(() => LabOrder)
  @JoinColumn({ name: 'lab_order_id' })
  labOrder!: Relation<LabOrder>;
}
