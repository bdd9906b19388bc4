import type { Role } from '@caregate/core-permissions';
import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A person who may sign in. Deactivated rather than deleted: the audit trail names the id. */
@Entity({ schema: 'auth', name: 'user_account' })
export class UserAccount {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'email', type: 'text' })
  email!: string;

  @Column({ name: 'email_verified', type: 'boolean', default: false })
  emailVerified!: boolean;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'role', type: 'text' })
  role!: Role;

  /** The administrator who gave the role; null where it is the default, or what an identity provider said. */
  @Column({ name: 'role_assigned_by', type: 'text', nullable: true })
  roleAssignedBy!: string | null;

  /** Registration with the Health Professions Council of South Africa. */
  @Column({ name: 'hpcsa_number', type: 'text', nullable: true })
  hpcsaNumber!: string | null;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;

  @Column({ name: 'language', type: 'text', default: 'en-ZA' })
  language!: string;

  @Column({ name: 'preferences', type: 'jsonb', default: {} })
  preferences!: Record<string, unknown>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamp with time zone', default: () => 'now()' })
  updatedAt!: Date;

  @Column({ name: 'last_login_at', type: 'timestamp with time zone', nullable: true })
  lastLoginAt!: Date | null;

  @Column({ name: 'deactivated_at', type: 'timestamp with time zone', nullable: true })
  deactivatedAt!: Date | null;
}
