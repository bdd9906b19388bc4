import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whatever the OAuth server keeps between two requests: codes, grants, refresh tokens, interactions. */
@Entity({ schema: 'auth', name: 'oidc_artifact' })
export class OidcArtifact {
  @PrimaryColumn({ name: 'model', type: 'text' })
  model!: string;

  @PrimaryColumn({ name: 'id_hash', type: 'bytea' })
  idHash!: Buffer;

  @Column({ name: 'payload', type: 'jsonb' })
  payload!: Record<string, unknown>;

  @Column({ name: 'grant_id', type: 'text', nullable: true })
  grantId!: string | null;

  @Column({ name: 'uid', type: 'text', nullable: true })
  uid!: string | null;

  @Column({ name: 'user_code', type: 'text', nullable: true })
  userCode!: string | null;

  @Column({ name: 'account_id', type: 'text', nullable: true })
  accountId!: string | null;

  @Column({ name: 'client_id', type: 'text', nullable: true })
  clientId!: string | null;

  @Column({ name: 'consumed_at', type: 'timestamp with time zone', nullable: true })
  consumedAt!: Date | null;

  @Column({ name: 'expires_at', type: 'timestamp with time zone', nullable: true })
  expiresAt!: Date | null;
}
