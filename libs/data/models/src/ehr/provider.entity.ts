import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A clinician (FHIR R4 Practitioner), known by the National Provider Identifier. */
@Entity({ schema: 'ehr', name: 'provider' })
export class Provider {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'npi', type: 'text' })
  npi!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'specialty', type: 'text' })
  specialty!: string;

  @Column({ name: 'department', type: 'text' })
  department!: string;

  @Column({ name: 'phone', type: 'text', nullable: true })
  phone!: string | null;

  @Column({ name: 'email', type: 'text', nullable: true })
  email!: string | null;

  @Column({ name: 'accepting_new_patients', type: 'boolean', default: true })
  acceptingNewPatients!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;
}
