import type { RevocationKind } from '@caregate/core-contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What is no longer accepted although its time has not come. Numbers are given in the order of commits. */
@Entity({ schema: 'access', name: 'revocation' })
export class AccessRevocation {
  @PrimaryGeneratedColumn('identity', { name: 'seq', type: 'bigint', generatedIdentity: 'ALWAYS' })
  seq!: number;

  @Column({ name: 'kind', type: 'text' })
  kind!: RevocationKind;

  @Column({ name: 'value', type: 'text' })
  value!: string;

  @Column({ name: 'not_before', type: 'timestamp with time zone', default: () => 'now()' })
  notBefore!: Date;

  @Column({ name: 'revoked_at', type: 'timestamp with time zone', default: () => 'now()' })
  revokedAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamp with time zone' })
  expiresAt!: Date;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;
}
