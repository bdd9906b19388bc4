import { Column, Entity, UpdateDateColumn } from 'typeorm';
import { ChartEntry } from './chart-entry.entity.js';

/** An allergy or intolerance (FHIR R4 AllergyIntolerance). */
@Entity({ schema: 'ehr', name: 'allergy' })
export class Allergy extends ChartEntry {
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
  status!: 'active' | 'inactive' | 'resolved' | 'entered_in_error';

  @Column({ name: 'notes', type: 'text', nullable: true })
  notes!: string | null;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;
}
