import { Column, Entity, JoinColumn, ManyToOne, UpdateDateColumn, type Relation } from 'typeorm';
import { ChartEntry } from './chart-entry.entity.js';
import { Provider } from './provider.entity.js';

/** A visit. While it is scheduled, neither its provider nor its patient can have another at the same time. */
@Entity({ schema: 'ehr', name: 'appointment' })
export class Appointment extends ChartEntry {
  @Column({ name: 'appointment_id', type: 'text' })
  appointmentId!: string;

  @Column({ name: 'provider_id', type: 'uuid' })
  providerId!: string;

  @Column({ name: 'starts_at', type: 'timestamp with time zone' })
  startsAt!: Date;

  @Column({ name: 'ends_at', type: 'timestamp with time zone' })
  endsAt!: Date;

  @Column({ name: 'appointment_type', type: 'text' })
  appointmentType!: string;

  @Column({ name: 'department', type: 'text', nullable: true })
  department!: string | null;

  @Column({ name: 'location', type: 'text', nullable: true })
  location!: string | null;

  /** What was entered in error stays, and counts for nothing. */
  @Column({ name: 'status', type: 'text', default: 'scheduled' })
  status!: 'scheduled' | 'completed' | 'cancelled' | 'entered_in_error';

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'notes', type: 'text', nullable: true })
  notes!: string | null;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;

  @ManyToOne(() => Provider)
  @JoinColumn({ name: 'provider_id' })
  provider!: Relation<Provider>;
}
