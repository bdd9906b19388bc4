import { Column, Entity, UpdateDateColumn } from 'typeorm';
import { ChartEntry } from './chart-entry.entity.js';

/** A laboratory test (FHIR R4 ServiceRequest and DiagnosticReport). */
@Entity({ schema: 'ehr', name: 'lab_order' })
export class LabOrder extends ChartEntry {
  @Column({ name: 'order_id', type: 'text' })
  orderId!: string;

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

  @Column({ name: 'status', type: 'text', default: 'pending' })
  status!: 'pending' | 'in_progress' | 'final' | 'corrected' | 'entered_in_error';

  @Column({ name: 'ordered_by', type: 'text', nullable: true })
  orderedBy!: string | null;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;
}
