import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn, VersionColumn } from 'typeorm';

/** A person whose record is kept (FHIR R4 Patient). */
@Entity({ schema: 'ehr', name: 'patient' })
export class Patient {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'mrn', type: 'text' })
  mrn!: string;

  @Column({ name: 'first_name', type: 'text' })
  firstName!: string;

  @Column({ name: 'last_name', type: 'text' })
  lastName!: string;

  /** YYYY-MM-DD. */
  @Column({ name: 'birth_date', type: 'date' })
  birthDate!: string;

  /** FHIR R4 administrative-gender. */
  @Column({ name: 'gender', type: 'text', default: 'unknown' })
  gender!: 'male' | 'female' | 'other' | 'unknown';

  /** Encrypted before it comes here. */
  @Column({ name: 'ssn_sealed', type: 'bytea', nullable: true })
  ssnSealed!: Buffer | null;

  @Column({ name: 'email', type: 'text', nullable: true })
  email!: string | null;

  @Column({ name: 'phone', type: 'text', nullable: true })
  phone!: string | null;

  @Column({ name: 'street', type: 'text', nullable: true })
  street!: string | null;

  @Column({ name: 'city', type: 'text', nullable: true })
  city!: string | null;

  @Column({ name: 'state', type: 'text', nullable: true })
  state!: string | null;

  @Column({ name: 'zip_code', type: 'text', nullable: true })
  zipCode!: string | null;

  @Column({ name: 'insurance_provider', type: 'text', nullable: true })
  insuranceProvider!: string | null;

  @Column({ name: 'policy_number', type: 'text', nullable: true })
  policyNumber!: string | null;

  @Column({ name: 'group_number', type: 'text', nullable: true })
  groupNumber!: string | null;

  @Column({ name: 'emergency_contact_name', type: 'text', nullable: true })
  emergencyContactName!: string | null;

  @Column({ name: 'emergency_contact_relationship', type: 'text', nullable: true })
  emergencyContactRelationship!: string | null;

  @Column({ name: 'emergency_contact_phone', type: 'text', nullable: true })
  emergencyContactPhone!: string | null;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;

  @VersionColumn({ name: 'version', type: 'integer', default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;
}
