import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A key that signs tokens; the private half is sealed before it comes here. */
@Entity({ schema: 'auth', name: 'signing_key' })
export class SigningKey {
  @PrimaryColumn({ name: 'kid', type: 'text' })
  kid!: string;

  @Column({ name: 'state', type: 'text' })
  state!: 'next' | 'active' | 'retiring' | 'retired';

  @Column({ name: 'public_jwk', type: 'jsonb' })
  publicJwk!: Record<string, unknown>;

  @Column({ name: 'private_key_sealed', type: 'bytea' })
  privateKeySealed!: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'activated_at', type: 'timestamp with time zone', nullable: true })
  activatedAt!: Date | null;

  @Column({ name: 'retires_at', type: 'timestamp with time zone', nullable: true })
  retiresAt!: Date | null;
}
