import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

/** A browser's session. The cookie's value is stored as a hash only; `publicId` is what a person sees in the list of sessions. */
@Entity({ schema: 'auth', name: 'session' })
export class BrowserSession {
  @PrimaryColumn({ name: 'id_hash', type: 'bytea' })
  idHash!: Buffer;

  @Column({ name: 'public_id', type: 'uuid', default: () => 'uuidv7()' })
  publicId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ name: 'csrf_secret', type: 'bytea', nullable: true })
  csrfSecret!: Buffer | null;

  @Column({ name: 'amr', type: 'text', array: true, default: () => `'{}'` })
  amr!: readonly string[];

  @Column({ name: 'acr', type: 'text', nullable: true })
  acr!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'last_seen_at', type: 'timestamp with time zone', default: () => 'now()' })
  lastSeenAt!: Date;

  @Column({ name: 'idle_expires_at', type: 'timestamp with time zone' })
  idleExpiresAt!: Date;

  @Column({ name: 'absolute_expires_at', type: 'timestamp with time zone' })
  absoluteExpiresAt!: Date;

  @Column({ name: 'revoked_at', type: 'timestamp with time zone', nullable: true })
  revokedAt!: Date | null;

  @Column({ name: 'address', type: 'text', nullable: true })
  address!: string | null;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent!: string | null;

  @ManyToOne(() => UserAccount)
  @JoinColumn({ name: 'user_id' })
  user!: Relation<UserAccount>;
}
