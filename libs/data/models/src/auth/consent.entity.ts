import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

/** What a person allowed an application to do at one resource (RFC 8707). */
@Entity({ schema: 'auth', name: 'consent' })
export class Consent {
  @PrimaryColumn({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @PrimaryColumn({ name: 'client_id', type: 'text' })
  clientId!: string;

  @PrimaryColumn({ name: 'redirect_host', type: 'text' })
  redirectHost!: string;

  @PrimaryColumn({ name: 'resource', type: 'text' })
  resource!: string;

  @Column({ name: 'scopes', type: 'text', array: true, default: () => `'{}'` })
  scopes!: readonly string[];

  @Column({ name: 'granted_at', type: 'timestamp with time zone', default: () => 'now()' })
  grantedAt!: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamp with time zone', nullable: true })
  withdrawnAt!: Date | null;

  @ManyToOne(() => UserAccount)
  @JoinColumn({ name: 'user_id' })
  user!: Relation<UserAccount>;
}
