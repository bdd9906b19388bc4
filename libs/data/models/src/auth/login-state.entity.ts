import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A sign-in under way at an identity provider, bound to the browser that began it (RFC 9700 §4.7). */
@Entity({ schema: 'auth', name: 'login_state' })
export class LoginState {
  @PrimaryColumn({ name: 'state_hash', type: 'bytea' })
  stateHash!: Buffer;

  @Column({ name: 'browser_hash', type: 'bytea' })
  browserHash!: Buffer;

  @Column({ name: 'nonce', type: 'text' })
  nonce!: string;

  @Column({ name: 'code_verifier', type: 'text' })
  codeVerifier!: string;

  @Column({ name: 'strategy', type: 'text' })
  strategy!: string;

  @Column({ name: 'return_to', type: 'text', nullable: true })
  returnTo!: string | null;

  @Column({ name: 'expires_at', type: 'timestamp with time zone' })
  expiresAt!: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;
}
