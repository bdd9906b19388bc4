import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

/** How an identity provider knows a person: by issuer and subject, never by address (OpenID Connect Core §5.7). */
@Entity({ schema: 'auth', name: 'user_identity' })
export class UserIdentity {
  @PrimaryColumn({ name: 'issuer', type: 'text' })
  issuer!: string;

  @PrimaryColumn({ name: 'subject', type: 'text' })
  subject!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @ManyToOne(() => UserAccount)
  @JoinColumn({ name: 'user_id' })
  user!: Relation<UserAccount>;
}
